//! Running the built program in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::project;

/// What a run of the program came to.
pub(crate) struct Run {
    /// Its exit status.
    pub(crate) status: i32,
    /// What it wrote.
    pub(crate) stdout: String,
    /// What it complained about.
    pub(crate) stderr: String,
}

/// The built program. Tests of this package do not make cargo build it, so that is done here, in
/// the profile of the tests themselves.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let own = std::env::current_exe().expect("the test runs");
        let folder = own.ancestors().nth(2).expect("it lies in target/<profile>/deps").to_owned();
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build.args(["build", "--quiet", "--package=twicetold"]).current_dir(project::root());
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().expect("cargo runs these tests").success(), "it must build");
        folder.join(format!("twicetold{}", std::env::consts::EXE_SUFFIX))
    })
}

/// A folder with files, gone when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty folder for the test of this name.
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("twicetold-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the folder for temporary files can be written");
        Self(path)
    }

    /// The folder with a file more.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("as above");
        fs::write(path, bytes).expect("as above");
        self
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "", &[])
    }

    /// Runs the program in the folder with this standard input and environment.
    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &str, env: &[(&str, &str)]) -> Run {
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .envs(env.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut pipe = child.stdin.take().expect("it was asked for");
        // A program that does not read its input may have ended by this time.
        let _ = pipe.write_all(stdin.as_bytes());
        drop(pipe);
        let output = child.wait_with_output().expect("the program ends");
        Run {
            status: output.status.code().expect("it ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("it writes UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("it writes UTF-8"),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An article as copied from a page.
pub(crate) const HERALD: &str = "\
Bridge in Velm falls, twelve hurt

Twelve people were hurt when the old road bridge over the Arn fell in Velm on Monday.

Mayor Ilse Harding said the bridge had been closed to lorries since the spring. \
\"We knew it was tired, and we acted too late,\" she said.

Engineers will examine the two remaining pillars this week.
";

/// Another one about the same event.
pub(crate) const POST: &str = "\
Fourteen injured as Velm bridge collapses

The collapse on Monday of the old road bridge over the Arn in Velm injured 14 people.

Lorries had not been allowed on the bridge since the spring, Mayor Ilse Harding said.

The national road agency said it had warned the town in writing three times.
";
