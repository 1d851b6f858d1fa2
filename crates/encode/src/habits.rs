//! What the settings beside an encoder say of its use: how a vector comes of the pieces, how long a text may be.
//!
//! The layout is that of sentence-transformers. A vector's length is of no account here, all are compared by their
//! cosine, so a `Normalize` module changes nothing.

use serde_json::Value;

use crate::encoder::Error;

/// Most word pieces of a text that are read, whatever an encoder allows: time grows with them.
const MOST_PIECES: usize = 192;

/// How the vector of a text comes of the rows of its pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pooling {
    Mean,
    First,
    Last,
    Greatest,
}

/// How an encoder wants to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Habits {
    pub(crate) pooling: Pooling,
    /// Most pieces of a sequence, special ones included.
    pub(crate) max_pieces: usize,
    /// Folder of the network and its tokenizer, with a slash at its end; empty if it is the folder itself.
    pub(crate) folder: String,
    /// The name of a module that changes the vector afterwards, if there is one.
    pub(crate) after: Option<String>,
}

/// Gives the bytes of a file of the folder, if it is there.
pub(crate) type Reader<'a> = dyn FnMut(&str) -> Result<Option<Vec<u8>>, Error> + 'a;

impl Habits {
    /// Reads the settings; `read` gives a file of the folder by its name, if it is there.
    pub(crate) fn read(read: &mut Reader<'_>) -> Result<Habits, Error> {
        let mut json = |name: &str| -> Result<Value, Error> {
            let Some(bytes) = read(name)? else { return Ok(Value::Null) };
            serde_json::from_slice(&bytes)
                .map_err(|cause| Error::brought(name, &format!("it is no JSON: {cause}")))
        };
        let modules = Modules::of(&json("modules.json")?)?;
        let folder = modules.folder;
        let pooling = format!("{}config.json", modules.pooling.unwrap_or("1_Pooling/".to_owned()));
        let pooling = pooled(&json(&pooling)?, &pooling)?;
        let own = json(&format!("{folder}sentence_bert_config.json"))?;
        let network = json(&format!("{folder}config.json"))?;
        let number = |from: &Value, key: &str| {
            from[key].as_u64().and_then(|it| usize::try_from(it).ok()).filter(|it| *it > 4)
        };
        // Some count their places from 2 on.
        let places = number(&network, "max_position_embeddings").map(|it| it - 2);
        let limits = [number(&own, "max_seq_length"), places, Some(MOST_PIECES)];
        let max_pieces = limits.into_iter().flatten().min().unwrap_or(MOST_PIECES);
        Ok(Habits { pooling, max_pieces, folder, after: modules.after })
    }
}

/// What `modules.json` lists.
#[derive(Default)]
struct Modules {
    folder: String,
    pooling: Option<String>,
    after: Option<String>,
}

impl Modules {
    fn of(list: &Value) -> Result<Modules, Error> {
        let mut modules = Modules::default();
        for module in list.as_array().into_iter().flatten() {
            let kind = module["type"].as_str().unwrap_or_default();
            let path = module["path"].as_str().unwrap_or_default();
            let path = if path.is_empty() { String::new() } else { format!("{path}/") };
            match kind.rsplit('.').next().unwrap_or_default() {
                "Transformer" => modules.folder = path,
                "Pooling" => modules.pooling = Some(path),
                "Normalize" => {}
                "Dense" | "LayerNorm" => modules.after = Some(kind.to_owned()),
                _ => {
                    let why = format!(
                        "the module `{kind}` is not known here; Transformer, Pooling and Normalize are"
                    );
                    return Err(Error::brought("modules.json", &why));
                }
            }
        }
        Ok(modules)
    }
}

fn pooled(settings: &Value, name: &str) -> Result<Pooling, Error> {
    let by_flag: Vec<&str> = settings
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| **value == Value::Bool(true))
        .filter_map(|(key, _)| key.strip_prefix("pooling_mode_"))
        .collect();
    let mode = match (settings["pooling_mode"].as_str(), by_flag.as_slice()) {
        (Some(mode), _) => mode,
        (None, []) => "mean",
        (None, [mode]) => mode,
        (None, several) => {
            let why = format!("{} poolings at once; one can be done", several.len());
            return Err(Error::brought(name, &why));
        }
    };
    match mode.trim_end_matches("_tokens").trim_end_matches("_token") {
        // Of another length, in the same direction.
        "mean" | "mean_sqrt_len" => Ok(Pooling::Mean),
        "cls" => Ok(Pooling::First),
        "lasttoken" => Ok(Pooling::Last),
        "max" => Ok(Pooling::Greatest),
        other => {
            let why =
                format!("the pooling `{other}` is not known; mean, cls, max and lasttoken are");
            Err(Error::brought(name, &why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(files: &[(&str, &str)]) -> Result<Habits, Error> {
        Habits::read(&mut |name| {
            Ok(files.iter().find(|it| it.0 == name).map(|it| it.1.as_bytes().to_vec()))
        })
    }

    #[test]
    fn without_settings_the_mean_is_taken() {
        let habits = habits(&[]).expect("nothing is wrong");
        assert_eq!((habits.pooling, habits.max_pieces), (Pooling::Mean, MOST_PIECES));
    }

    #[test]
    fn the_settings_are_found_where_the_modules_say() {
        let modules = r#"[{"type": "sentence_transformers.models.Transformer", "path": "0_Transformer"},
            {"type": "sentence_transformers.models.Pooling", "path": "7_Pooling"},
            {"type": "sentence_transformers.models.Normalize", "path": "2_Normalize"}]"#;
        let habits = habits(&[
            ("modules.json", modules),
            (
                "7_Pooling/config.json",
                r#"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"#,
            ),
            ("0_Transformer/sentence_bert_config.json", r#"{"max_seq_length": 64}"#),
            ("0_Transformer/config.json", r#"{"max_position_embeddings": 514}"#),
        ])
        .expect("nothing is wrong");
        assert_eq!((habits.pooling, habits.max_pieces), (Pooling::First, 64));
        assert_eq!((habits.folder.as_str(), habits.after), ("0_Transformer/", None));
    }

    #[test]
    fn settings_that_cannot_be_followed_are_refused_by_name() {
        for (name, text, told) in [
            (
                "modules.json",
                r#"[{"type": "x.models.StaticEmbedding", "path": ""}]"#,
                "StaticEmbedding",
            ),
            ("modules.json", "{", "no JSON"),
            ("1_Pooling/config.json", r#"{"pooling_mode": "weightedmean"}"#, "weightedmean"),
            (
                "1_Pooling/config.json",
                r#"{"pooling_mode_cls_token": true, "pooling_mode_max_tokens": true}"#,
                "2 poolings",
            ),
        ] {
            let error = habits(&[(name, text)]).expect_err(told).to_string();
            assert!(error.contains(name) && error.contains(told), "{error}");
        }
    }
}
