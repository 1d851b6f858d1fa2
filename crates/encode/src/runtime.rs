//! Runs the network on one sequence at a time.
//!
//! One sequence, one thread: the scale of 8-bit activations is taken over what is run together, so only a sequence run
//! alone gives the same numbers whatever else is encoded. Threads share the sequences instead.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::Tensor;
use rten_tensor::prelude::*;

use crate::encoder::Error;
use crate::words::WordTable;

/// Names of the inputs and outputs of a graph we know how to run.
enum Form {
    /// Our own: rows of embeddings and types of one sequence; hidden states, token vectors and token weights.
    Late { words: WordTable, rows: NodeId, types: NodeId, outputs: [NodeId; 3] },
    /// The usual export of a sentence encoder: a batch of ids, masks and perhaps types; hidden states.
    Plain {
        ids: NodeId,
        mask: Option<NodeId>,
        types: Option<NodeId>,
        hidden: NodeId,
        /// The vector of the whole text, where the graph gives it.
        sentence: Option<NodeId>,
    },
}

/// A loaded network.
pub(crate) struct Network {
    model: Model,
    form: Form,
}

/// A thread of its own for one run after the other.
pub(crate) struct Lane(Arc<ThreadPool>);

impl Lane {
    pub(crate) fn new() -> Lane {
        Lane(Arc::new(ThreadPool::with_num_threads(1)))
    }

    /// Runs a job on this lane's thread.
    pub(crate) fn run<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        self.0.run(job)
    }
}

/// As many lanes as threads are wanted, at least one.
pub(crate) fn lanes(n_threads: usize) -> Vec<Lane> {
    (0..n_threads.max(1)).map(|_| Lane::new()).collect()
}

/// As many threads as the machine has cores, at most 8.
pub(crate) fn default_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(8)
}

/// Does a job for each input, whichever lane is free; the results stand in the order of the inputs.
pub(crate) fn on_lanes<I: Sync, O: Send>(
    lanes: &[Lane],
    inputs: &[I],
    job: impl Fn(&I, &Lane) -> O + Sync,
) -> Vec<O> {
    let next = AtomicUsize::new(0);
    let work = |lane: &Lane| {
        lane.run(|| {
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(input) = inputs.get(place) else { return done };
                done.push((place, job(input, lane)));
            }
        })
    };
    let mut done: Vec<(usize, O)> = match &lanes[..lanes.len().min(inputs.len())] {
        [] => Vec::new(),
        [only] => work(only),
        several => std::thread::scope(|scope| {
            let handles: Vec<_> = several.iter().map(|lane| scope.spawn(|| work(lane))).collect();
            handles
                .into_iter()
                .flat_map(|handle| handle.join().expect("a lane does not panic"))
                .collect()
        }),
    };
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, output)| output).collect()
}

/// What the network says about a sequence; every table has one row per piece.
pub(crate) struct Output {
    pub(crate) hidden: Rows,
    /// Token vectors, where the network has a head for them.
    pub(crate) tokens: Option<Rows>,
    /// Raw token weights, where the network has a head for them.
    pub(crate) weights: Option<Vec<f32>>,
    /// The vector of the whole text, where the network gives one itself.
    #[cfg_attr(not(feature = "brought"), expect(dead_code, reason = "ours give none"))]
    pub(crate) sentence: Option<Vec<f32>>,
}

impl Network {
    pub(crate) fn from_static(onnx: &'static [u8]) -> Result<Network, Error> {
        Network::new(ModelOptions::with_all_ops().prepack_weights(true).load_static_slice(onnx))
    }

    #[cfg(feature = "brought")]
    pub(crate) fn from_bytes(onnx: &[u8]) -> Result<Network, Error> {
        Network::new(ModelOptions::with_all_ops().prepack_weights(true).load(onnx.to_vec()))
    }

    fn new(model: Result<Model, rten::LoadError>) -> Result<Network, Error> {
        let model = model.map_err(|cause| Error::Network(cause.to_string()))?;
        let find = |names: &[&str]| names.iter().find_map(|name| model.find_node(name));
        let form = if let (Some(rows), Some(types), Some(hidden), Some(tokens), Some(weights)) = (
            find(&["rows"]),
            find(&["types"]),
            find(&["hidden"]),
            find(&["tokens"]),
            find(&["weights"]),
        ) {
            let words = WordTable::standard();
            Form::Late { words, rows, types, outputs: [hidden, tokens, weights] }
        } else {
            let ids = find(&["input_ids"])
                .ok_or_else(|| Error::Network("it has no input called input_ids".to_owned()))?;
            let hidden = find(&["last_hidden_state", "token_embeddings"])
                .or_else(|| model.output_ids().first().copied())
                .ok_or_else(|| Error::Network("it has no output".to_owned()))?;
            let sentence =
                find(&["sentence_embedding"]).filter(|it| model.output_ids().contains(it));
            let (mask, types) = (find(&["attention_mask"]), find(&["token_type_ids"]));
            let known = [Some(ids), mask, types];
            let asked = model.input_ids().iter().find(|it| !known.contains(&Some(**it)));
            if let Some(input) = asked {
                let name = model.node_info(*input).and_then(|it| it.name().map(str::to_owned));
                return Err(Error::Network(format!(
                    "it asks for an input `{}`; input_ids, attention_mask and token_type_ids can be given",
                    name.unwrap_or_default()
                )));
            }
            Form::Plain { ids, mask, types, hidden, sentence }
        };
        Ok(Network { model, form })
    }

    /// Whether the network was trained to read what stands before a sentence.
    pub(crate) fn reads_context(&self) -> bool {
        matches!(self.form, Form::Late { .. })
    }

    /// Whether the network gives the vector of a whole text itself.
    #[cfg(feature = "brought")]
    pub(crate) fn has_sentence_output(&self) -> bool {
        matches!(self.form, Form::Plain { sentence: Some(_), .. })
    }

    /// Runs one sequence. Fails if the network does not take it, which a first run at loading finds out.
    pub(crate) fn run(&self, ids: Vec<i32>, types: Vec<i32>, lane: &Lane) -> Result<Output, Error> {
        let options = Some(RunOptions::default().with_thread_pool(Some(lane.0.clone())));
        match &self.form {
            Form::Late { words, rows, types: types_node, outputs } => {
                let inputs = vec![(*rows, embedded(words, &ids)), (*types_node, row(types))];
                let [hidden, tokens, weights] =
                    self.model.run_n(inputs, *outputs, options).map_err(refused)?;
                Ok(Output {
                    hidden: matrix(hidden)?,
                    tokens: Some(matrix(tokens)?),
                    weights: Some(matrix(weights)?.values),
                    sentence: None,
                })
            }
            Form::Plain { ids: ids_node, mask, types: types_node, hidden, sentence } => {
                let n_pieces = ids.len();
                let mut inputs = vec![(*ids_node, batch_of_one(ids))];
                inputs.extend(mask.map(|node| (node, batch_of_one(vec![1; n_pieces]))));
                inputs.extend(types_node.map(|node| (node, batch_of_one(types))));
                let wanted: Vec<NodeId> = [*hidden].into_iter().chain(*sentence).collect();
                let said = self.model.run(inputs, &wanted, options).map_err(refused)?;
                let mut said = said.into_iter().map(matrix);
                let hidden = said.next().ok_or_else(|| refused("it said nothing"))??;
                let sentence = said.next().transpose()?.map(|it| it.values);
                Ok(Output { hidden, tokens: None, weights: None, sentence })
            }
        }
    }
}

/// A loaded network that reads two texts together.
pub(crate) struct PairNetwork {
    model: Model,
    words: WordTable,
    inputs: [NodeId; 4],
    outputs: [NodeId; 2],
}

/// Two texts in one sequence.
pub(crate) struct TwoTexts {
    pub(crate) ids: Vec<i32>,
    /// For each id, 0 if it belongs to the first text or its context, 1 if to the second.
    pub(crate) types: Vec<i32>,
    /// Which places are the texts' own.
    pub(crate) own: [Range<usize>; 2],
}

impl PairNetwork {
    pub(crate) fn from_static(onnx: &'static [u8]) -> Result<PairNetwork, Error> {
        PairNetwork::new(ModelOptions::with_all_ops().prepack_weights(true).load_static_slice(onnx))
    }

    pub(crate) fn from_bytes(onnx: &[u8]) -> Result<PairNetwork, Error> {
        PairNetwork::new(ModelOptions::with_all_ops().prepack_weights(true).load(onnx.to_vec()))
    }

    fn new(model: Result<Model, rten::LoadError>) -> Result<PairNetwork, Error> {
        let model = model.map_err(|cause| Error::Network(cause.to_string()))?;
        let find = |name| {
            let missing = || Error::Network("it does not read pairs".to_owned());
            model.find_node(name).ok_or_else(missing)
        };
        let inputs = [find("rows")?, find("types")?, find("first")?, find("second")?];
        let outputs = [find("said")?, find("marks")?];
        Ok(PairNetwork { model, words: WordTable::standard(), inputs, outputs })
    }

    /// Gives what is said of the pair and of each place.
    pub(crate) fn run(&self, texts: TwoTexts, lane: &Lane) -> Result<[Rows; 2], Error> {
        let options = Some(RunOptions::default().with_thread_pool(Some(lane.0.clone())));
        let n_places = texts.ids.len();
        let mask = |own: &Range<usize>| -> ValueOrView<'static> {
            let is_own = |place| f32::from(u8::from(own.contains(&place)));
            let mask: Vec<f32> = (0..n_places).map(is_own).collect();
            Value::from(Tensor::from_data(&[1, n_places], mask)).into()
        };
        let [rows, types, first, second] = self.inputs;
        let inputs = vec![
            (rows, embedded(&self.words, &texts.ids)),
            (types, row(texts.types)),
            (first, mask(&texts.own[0])),
            (second, mask(&texts.own[1])),
        ];
        let [said, marks] = self.model.run_n(inputs, self.outputs, options).map_err(refused)?;
        Ok([matrix(said)?, matrix(marks)?])
    }
}

/// Rows of equal width, one after the other.
pub(crate) struct Rows {
    pub(crate) width: usize,
    pub(crate) values: Vec<f32>,
}

fn embedded(words: &WordTable, ids: &[i32]) -> ValueOrView<'static> {
    Value::from(Tensor::from_data(&[ids.len(), words.width()], words.rows(ids))).into()
}

fn row(values: Vec<i32>) -> ValueOrView<'static> {
    Value::from(Tensor::from_data(&[values.len()], values)).into()
}

fn batch_of_one(values: Vec<i32>) -> ValueOrView<'static> {
    Value::from(Tensor::from_data(&[1, values.len()], values)).into()
}

/// The last two dimensions of a tensor; a batch of one has one more.
fn matrix(value: Value) -> Result<Rows, Error> {
    let tensor: Tensor<f32> = value.try_into().map_err(|_| refused("its output is not numbers"))?;
    let width = *tensor.shape().last().ok_or_else(|| refused("its output is a single number"))?;
    Ok(Rows { width, values: tensor.into_data() })
}

fn refused(cause: impl std::fmt::Display) -> Error {
    Error::Network(cause.to_string())
}
