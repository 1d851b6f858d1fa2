//! The encoder: tokenizer and network.

use std::fmt;

#[cfg(feature = "brought")]
use crate::brought::Brought;
use crate::encoding::{Encoding, Input, TokenVectors};
use crate::runtime::{self, Lane, Network, Output, Rows};
use crate::wordpieces::{Keep, Pieces, WordPieces};

/// Most word pieces of what stands before a text that the model reads; what it was trained with.
const CONTEXT_PIECES: usize = 20;
/// Most word pieces of all glosses of a text; one that no longer fits is left out.
const GLOSS_PIECES: usize = 12;
/// Most word pieces of a text; what follows is not read. One sentence in a thousand is longer.
const TEXT_PIECES: usize = 96;

static NETWORK: &[u8] = include_bytes!("../weights/model.onnx");

/// Why an encoder cannot be made from the parts given.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The tokenizer cannot be used.
    Tokenizer(String),
    /// The network cannot be used.
    Network(String),
    /// The table of static vectors cannot be used.
    Table(String),
    /// An encoder that a user brings cannot be used; tells the file and what can be done.
    Brought(String),
}

impl Error {
    /// What is wrong with a file of an encoder that a user brings.
    #[cfg(feature = "brought")]
    pub(crate) fn brought(file: &str, why: &str) -> Error {
        let why = ["the ONNX model cannot be used: ", "the tokenizer cannot be used: "]
            .into_iter()
            .fold(why.to_owned(), |why, doubled| why.replace(doubled, ""));
        Error::Brought(format!("{file}: {why}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Tokenizer(why) => write!(f, "the tokenizer cannot be used: {why}"),
            Error::Network(why) => write!(f, "the ONNX model cannot be used: {why}"),
            Error::Brought(why) => f.write_str(why),
            Error::Table(why) => write!(f, "the table of vectors cannot be used: {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// Turns texts into vectors with a neural network.
pub struct Encoder {
    form: Form,
    lanes: Vec<Lane>,
}

enum Form {
    Own(Box<Own>),
    #[cfg(feature = "brought")]
    Brought(Box<Brought>),
}

/// A network of ours and its word pieces.
struct Own {
    pieces: WordPieces,
    network: Network,
}

impl Encoder {
    /// The encoder that comes with the program, on as many threads as the machine has cores, at most 8.
    pub fn standard() -> Encoder {
        let pieces = WordPieces::standard();
        let network =
            Network::from_static(NETWORK).expect("the embedded network is checked by a test");
        Encoder::of(Form::Own(Box::new(Own { pieces, network })))
    }

    fn of(form: Form) -> Encoder {
        Encoder { form, lanes: runtime::lanes(runtime::default_threads()) }
    }

    /// One of our own encoders from its `tokenizer.json` and ONNX graph, or a plain export of another.
    #[cfg(feature = "brought")]
    pub fn from_parts(tokenizer_json: &[u8], onnx: &[u8]) -> Result<Encoder, Error> {
        let pieces = WordPieces::from_json(tokenizer_json)?;
        let network = Network::from_bytes(onnx)?;
        network.run(vec![pieces.start, pieces.end], vec![0, 0], &Lane::new())?;
        Ok(Encoder::of(Form::Own(Box::new(Own { pieces, network }))))
    }

    /// An encoder that a user brings, from the files of its folder: their names (`onnx/model.onnx`) and what gives the
    /// bytes of one, or says why it cannot. Reads each sentence by itself; has no say on which words matter.
    ///
    /// # Errors
    /// If a part is missing or does not fit the others, with the file and what to do; and if the program was built
    /// without the feature `brought`.
    #[cfg(feature = "brought")]
    pub fn brought(
        names: &[String],
        read: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Encoder, Error> {
        Brought::read(names, read).map(|it| Encoder::of(Form::Brought(Box::new(it))))
    }

    /// Says that encoders cannot be brought, for the feature `brought` is off.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "brought"))]
    pub fn brought(
        _names: &[String],
        _read: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Encoder, Error> {
        Err(Error::Brought(
            "this program was built without the part that runs other encoders; build it with \
             `cargo build --release --features encoder`"
                .to_owned(),
        ))
    }

    /// The same encoder on another number of threads; the results do not depend on it.
    pub fn with_threads(mut self, n_threads: usize) -> Encoder {
        self.lanes = runtime::lanes(n_threads);
        self
    }

    /// Encodes texts, each for itself; the order of the results is that of the inputs.
    pub fn encode(&self, inputs: &[Input<'_>]) -> Vec<Encoding> {
        runtime::on_lanes(&self.lanes, inputs, |input, lane| match &self.form {
            Form::Own(own) => own.encode_one(input, lane),
            #[cfg(feature = "brought")]
            Form::Brought(brought) => brought.encode_one(input.text, lane),
        })
    }
}

impl Own {
    fn encode_one(&self, input: &Input<'_>, lane: &Lane) -> Encoding {
        let own = self.pieces.cut(input.text, TEXT_PIECES, Keep::First);
        if own.ids.is_empty() {
            return Encoding::default();
        }
        let context = self.network.reads_context().then(|| self.context(input));
        let mut ids = vec![self.pieces.start];
        if let Some(context) = &context {
            ids.extend_from_slice(context);
            ids.push(self.pieces.end);
        }
        let first = ids.len();
        ids.extend_from_slice(&own.ids);
        ids.push(self.pieces.end);
        let types = (0..ids.len())
            .map(|place| i32::from(self.network.reads_context() && place >= first))
            .collect();
        self.network
            .run(ids, types, lane)
            .map_or_else(|_| Encoding::default(), |output| gather(&output, first, own, context))
    }

    /// The pieces of what a text's words stand for and of what stands before it.
    fn context(&self, input: &Input<'_>) -> Vec<i32> {
        let mut ids = Vec::new();
        for gloss in input.glosses {
            let gloss = self.pieces.cut(gloss, GLOSS_PIECES + 1, Keep::First).ids;
            if ids.len() + gloss.len() <= GLOSS_PIECES {
                ids.extend(gloss);
            }
        }
        ids.extend(self.pieces.cut(input.context, CONTEXT_PIECES, Keep::Last).ids);
        ids
    }
}

/// Picks the rows of the text's own pieces out of what the network said about the sequence.
fn gather(output: &Output, first: usize, own: Pieces, context: Option<Vec<i32>>) -> Encoding {
    let range = first..first + own.ids.len();
    let of = |rows: &Rows| rows.values[range.start * rows.width..range.end * rows.width].to_vec();
    let mut vector = vec![0.0; output.hidden.width];
    for row in of(&output.hidden).chunks_exact(output.hidden.width) {
        for (sum, value) in vector.iter_mut().zip(row) {
            *sum += value;
        }
    }
    let rows = output.tokens.as_ref().unwrap_or(&output.hidden);
    let tokens = TokenVectors::from_rows(rows.width, of(rows));
    let logits = match &output.weights {
        Some(weights) => weights[range.clone()].to_vec(),
        None => vec![0.0; range.len()],
    };
    Encoding::assemble(vector, tokens, &logits, own, context)
}
