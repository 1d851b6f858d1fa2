//! The program as a user runs it: files in, standard output out.

mod archive;
mod corrections;
mod explain;
mod inputs;
mod looks;
mod program;
mod serving;
mod stability;
