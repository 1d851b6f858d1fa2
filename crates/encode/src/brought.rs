//! A sentence encoder that a user brings, in the layout of sentence-transformers: `tokenizer.json`, an ONNX graph and
//! the settings beside them. Runs it as its settings say; what does not fit is found when it is loaded.

use tokenizers::Tokenizer;

use crate::encoder::Error;
use crate::encoding::{Encoding, TokenVectors};
use crate::habits::{Habits, Pooling};
use crate::runtime::{Lane, Network, Output};
use crate::wordpieces::Pieces;

/// Where the network may lie, the first to be preferred; other `.onnx` files come after these.
const NETWORKS: [&str; 8] = [
    "model.onnx",
    "onnx/model.onnx",
    "model_optimized.onnx",
    "onnx/model_optimized.onnx",
    "model_quantized.onnx",
    "onnx/model_quantized.onnx",
    "onnx/model_int8.onnx",
    "onnx/model_uint8.onnx",
];

/// Marks of files that hold numbers of a sort that the runtime does not compute with.
const UNFIT: [&str; 4] = ["fp16", "q4", "bnb4", "bf16"];

const EXPORT: &str = "an export to ONNX is needed: `optimum-cli export onnx --model DIR --task feature-extraction \
                      DIR/onnx` writes one (Python package optimum[onnxruntime])";

/// A tokenizer, a network and how they are used together.
pub(crate) struct Brought {
    tokenizer: Box<Tokenizer>,
    network: Network,
    habits: Habits,
}

/// A text as a sequence of pieces, special ones included.
struct Sequence {
    ids: Vec<i32>,
    types: Vec<i32>,
    own: Pieces,
    /// Places of the text's own pieces in the sequence.
    places: Vec<usize>,
}

impl Brought {
    /// Puts an encoder together from the files of a folder: their names, with `/` between folder and file, and what
    /// gives the bytes of one.
    pub(crate) fn read(
        names: &[String],
        read: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Brought, Error> {
        let mut file = |name: &str| match names.iter().any(|it| it == name) {
            true => read(name).map(Some).map_err(|why| Error::brought(name, &why)),
            false => Ok(None),
        };
        let habits = Habits::read(&mut file)?;
        let name = format!("{}tokenizer.json", habits.folder);
        let Some(tokenizer) = file(&name)?.or(file("tokenizer.json")?) else {
            let why = "it is missing, and without it no text can be cut as the network knows it: \
                       `AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)` writes it (Python \
                       package transformers)";
            return Err(Error::brought(&name, why));
        };
        let tokenizer = tokenizer_of(&tokenizer).map_err(|why| Error::brought(&name, &why))?;
        let name = network_name(names, &habits.folder)?;
        let bytes = file(&name)?.unwrap_or_default();
        let network = Network::from_bytes(&bytes)
            .map_err(|cause| Error::brought(&name, &unusable(&cause.to_string())))?;
        let brought = Brought { tokenizer: Box::new(tokenizer), network, habits };
        brought.try_out().map_err(|why| Error::brought(&name, &why))?;
        Ok(brought)
    }

    /// Runs what would fail later: the shortest and the longest sequence, and the last piece of the vocabulary.
    fn try_out(&self) -> Result<(), String> {
        let lane = Lane::new();
        if self.habits.after.is_some() && !self.network.has_sentence_output() {
            let module = self.habits.after.as_deref().unwrap_or_default();
            return Err(format!(
                "modules.json names `{module}`, which is not in this graph; an export with an \
                 output called sentence_embedding holds it (`SentenceTransformer(DIR, \
                 backend=\"onnx\").save_pretrained(DIR)`)"
            ));
        }
        let n_words = self.tokenizer.get_vocab_size(true);
        let last = i32::try_from(n_words.saturating_sub(1)).unwrap_or(i32::MAX);
        self.network.run(vec![last; 3], vec![0; 3], &lane).map(|_| ()).map_err(|cause| {
            format!(
                "tokenizer.json knows {n_words} word pieces and this network does not take the \
                 last of them; are the two of one model? ({cause})"
            )
        })?;
        let long = "news ".repeat(2 * self.habits.max_pieces);
        for text in ["News.", &long] {
            let sequence = self.cut(text).ok_or("the tokenizer cuts nothing from a word")?;
            let n_pieces = sequence.ids.len();
            let output = self
                .network
                .run(sequence.ids, sequence.types, &lane)
                .map_err(|cause| format!("a text of {n_pieces} word pieces: {cause}"))?;
            let n_rows = output.hidden.values.len() / output.hidden.width.max(1);
            if n_rows != n_pieces {
                return Err(format!(
                    "it gives {n_rows} rows of {} numbers for {n_pieces} word pieces; a row for \
                     each piece is needed (an output called last_hidden_state or \
                     token_embeddings): {EXPORT}",
                    output.hidden.width
                ));
            }
            if output.hidden.values.iter().any(|it| !it.is_finite()) {
                return Err("it gives numbers that are none (NaN or infinite)".to_owned());
            }
        }
        Ok(())
    }

    fn cut(&self, text: &str) -> Option<Sequence> {
        let cut = self.tokenizer.encode(text, true).ok()?;
        let is_special = cut.get_special_tokens_mask();
        let n_special = is_special.iter().filter(|it| **it == 1).count();
        let n_own = self.habits.max_pieces.saturating_sub(n_special).max(1);
        let mut sequence = Sequence {
            ids: Vec::new(),
            types: Vec::new(),
            own: Pieces::default(),
            places: Vec::new(),
        };
        for (place, id) in cut.get_ids().iter().enumerate() {
            let id = i32::try_from(*id).ok()?;
            if is_special[place] == 0 {
                if sequence.places.len() == n_own {
                    continue;
                }
                sequence.places.push(sequence.ids.len());
                sequence.own.ids.push(id);
                sequence.own.offsets.push(cut.get_offsets()[place]);
            }
            sequence.ids.push(id);
            sequence.types.push(i32::try_from(cut.get_type_ids()[place]).ok()?);
        }
        (!sequence.places.is_empty()).then_some(sequence)
    }

    /// Encodes one text; a text without a word gives nothing.
    pub(crate) fn encode_one(&self, text: &str, lane: &Lane) -> Encoding {
        let Some(Sequence { ids, types, own, places }) = self.cut(text) else {
            return Encoding::default();
        };
        let Ok(output) = self.network.run(ids, types, lane) else { return Encoding::default() };
        let width = output.hidden.width;
        let rows = places
            .iter()
            .flat_map(|it| &output.hidden.values[it * width..(it + 1) * width])
            .copied()
            .collect();
        let vector = pooled(output, self.habits.pooling);
        let logits = vec![0.0; places.len()];
        Encoding::assemble(vector, TokenVectors::from_rows(width, rows), &logits, own, None)
    }
}

/// The vector of a whole text.
fn pooled(output: Output, pooling: Pooling) -> Vec<f32> {
    if let Some(sentence) = output.sentence {
        return sentence;
    }
    let mut rows = output.hidden.values.chunks_exact(output.hidden.width);
    let fold = |rows: std::slice::ChunksExact<'_, f32>, join: fn(f32, f32) -> f32| {
        rows.map(<[f32]>::to_vec)
            .reduce(|mut sum, row| {
                sum.iter_mut().zip(row).for_each(|(sum, it)| *sum = join(*sum, it));
                sum
            })
            .unwrap_or_default()
    };
    match pooling {
        Pooling::Mean => fold(rows, |a, b| a + b),
        Pooling::Greatest => fold(rows, f32::max),
        Pooling::First => rows.next().unwrap_or_default().to_vec(),
        Pooling::Last => rows.next_back().unwrap_or_default().to_vec(),
    }
}

fn tokenizer_of(json: &[u8]) -> Result<Tokenizer, String> {
    let json = std::str::from_utf8(json).map_err(|cause| cause.to_string())?;
    // Not `from_bytes`: that one is generic, and all of its deserialisation would be compiled here again.
    let mut tokenizer: Tokenizer = json.parse().map_err(|it: tokenizers::Error| it.to_string())?;
    tokenizer.with_padding(None);
    tokenizer.with_truncation(None).map_err(|it| it.to_string())?;
    Ok(tokenizer)
}

/// The graph to take.
fn network_name(names: &[String], folder: &str) -> Result<String, Error> {
    let preferred = NETWORKS.iter().flat_map(|it| [format!("{folder}{it}"), (*it).to_owned()]);
    let mut others: Vec<&String> = names
        .iter()
        .filter(|it| it.ends_with(".onnx") && !UNFIT.iter().any(|mark| it.contains(mark)))
        .collect();
    others.sort();
    let known = preferred.into_iter().find(|it| names.contains(it));
    if let Some(name) = known.or_else(|| others.first().map(|it| (*it).clone())) {
        return Ok(name);
    }
    let unfit: Vec<&str> =
        names.iter().filter(|it| it.ends_with(".onnx")).map(String::as_str).collect();
    let weights = names.iter().find(|it| it.ends_with(".safetensors") || it.ends_with(".bin"));
    let why = match (unfit.as_slice(), weights) {
        ([], Some(weights)) => format!("it is missing; {weights} is not run here, {EXPORT}"),
        ([], None) => format!("it is missing, in onnx/ too; {EXPORT}"),
        (unfit, _) => format!(
            "it is missing; {} holds numbers that are not computed with here (32-bit or 8-bit \
             ones are), {EXPORT}",
            unfit.join(", ")
        ),
    };
    Err(Error::brought("model.onnx", &why))
}

/// Why a graph cannot be loaded, and what can be done.
fn unusable(cause: &str) -> String {
    match cause.contains("perator") || cause.contains("unsupported") {
        true => format!(
            "{cause}. The runtime does not know this operator, or not in this form; an export \
             without fused operators may do (no --optimize, opset 17)"
        ),
        false => format!("{cause}; is it whole, and is it ONNX?"),
    }
}
