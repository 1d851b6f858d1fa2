//! Kills jobs at random moments and compares what they come to with an undisturbed one.
//!
//! `kills [--kills N] [--seconds S] [FILE]`: adds FILE (by default the 10,000 articles of
//! ../shared, else an invented archive) once undisturbed; then again and again, each time killed
//! (SIGKILL) after a random time, until N kills have struck; each killed job is resumed to its end
//! and the digest of every table compared. Fails at the first table that differs.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use archive::Archive;

const PROGRAM: &str = "target/release/twicetold";
const SHARED: &str = "../shared/data/archive/articles-10k.jsonl.gz";
/// Kills of one job before it is left to end.
const KILLS_OF_A_JOB: u32 = 5;

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let (mut n_kills, mut file) = (50_u32, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--kills" => {
                n_kills = arguments.next().and_then(|it| it.parse().ok()).ok_or("--kills N")?
            }
            _ => file = Some(PathBuf::from(argument)),
        }
    }
    if !Path::new(PROGRAM).exists() {
        return Err(format!("{PROGRAM} is not built; run `cargo build --release` first"));
    }
    let folder = std::env::temp_dir().join(format!("twicetold-kills-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|it| it.to_string())?;
    let file = match file {
        Some(file) => file,
        None if Path::new(SHARED).exists() => PathBuf::from(SHARED),
        None => {
            println!("{SHARED} is not there: an invented archive is used instead");
            let file = folder.join("invented.jsonl");
            std::fs::write(&file, tests::invented::archive(2_000)).map_err(|it| it.to_string())?;
            file
        }
    };
    let undisturbed = folder.join("undisturbed.archive");
    let began = Instant::now();
    let status = start(&file, &undisturbed)?.wait().map_err(|it| it.to_string())?;
    if !status.success() {
        return Err(format!("the undisturbed job ended with {status}"));
    }
    let whole = began.elapsed();
    let wanted = digests(&undisturbed)?;
    println!("undisturbed: {:.1} s", whole.as_secs_f64());
    let mut dice = 0x2545_f491_4f6c_dd1d_u64 ^ u64::from(std::process::id());
    let (mut n_struck, mut n_jobs) = (0, 0);
    while n_struck < n_kills {
        n_jobs += 1;
        let killed = folder.join(format!("killed-{n_jobs}.archive"));
        let mut n_of_job = 0;
        loop {
            let mut child = start(&file, &killed)?;
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            let share = (dice >> 11) as f64 / (1_u64 << 53) as f64;
            if n_struck < n_kills
                && n_of_job < KILLS_OF_A_JOB
                && struck(&mut child, whole.mul_f64(share))?
            {
                n_struck += 1;
                n_of_job += 1;
                continue;
            }
            let status = child.wait().map_err(|it| it.to_string())?;
            if !status.success() {
                return Err(format!("the resumed job ended with {status}"));
            }
            break;
        }
        let found = digests(&killed)?;
        for (wanted, found) in wanted.iter().zip(&found) {
            if wanted != found {
                return Err(format!(
                    "after {n_of_job} kills: {found:?} instead of {wanted:?}; see {}",
                    killed.display()
                ));
            }
        }
        println!(
            "job {n_jobs}: {n_of_job} kills, {n_struck} in all, {} tables identical",
            found.len()
        );
        for ending in ["", "-wal", "-shm", "-lock"] {
            let _ = std::fs::remove_file(format!("{}{ending}", killed.display()));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    println!("{n_struck} kills in {n_jobs} jobs: every table as in the undisturbed job");
    Ok(())
}

fn start(file: &Path, archive: &Path) -> Result<Child, String> {
    Command::new(PROGRAM)
        .args(["archive", "add", "--quiet", "--archive"])
        .args([archive, file])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|it| it.to_string())
}

/// Kills the job after this time; false if it had ended before.
fn struck(child: &mut Child, after: Duration) -> Result<bool, String> {
    let began = Instant::now();
    while began.elapsed() < after {
        if child.try_wait().map_err(|it| it.to_string())?.is_some() {
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let has_ended = child.try_wait().map_err(|it| it.to_string())?.is_some();
    child.kill().map_err(|it| it.to_string())?;
    child.wait().map_err(|it| it.to_string())?;
    Ok(!has_ended)
}

fn digests(path: &Path) -> Result<Vec<archive::TableDigest>, String> {
    Archive::read(path).and_then(|it| it.digests()).map_err(|it| it.to_string())
}
