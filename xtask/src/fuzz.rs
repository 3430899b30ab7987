//! Fuzzing of the import: libFuzzer over any bytes, begun from the hostile files.

use crate::step::run;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;

const TARGET: &str = "import";

/// Fuzzes for so many seconds. What it finds stands in `fuzz/artifacts`; a find that is mended belongs into
/// `fuzz/regressions`, which the native tests replay.
pub fn fuzz(workspace: &Workspace, seconds: u32) -> Result<()> {
    tools::fuzzer(workspace)?;
    let corpus = workspace.root().join("fuzz/corpus").join(TARGET);
    fs::create_dir_all(&corpus).with_context(|| format!("{} can't be made", corpus.display()))?;
    let seeds = [workspace.root().join("tests/data/hostile"), workspace.root().join("fuzz/regressions")];
    let mut command = workspace.cargo();
    // Stable Rust has no sanitizers; panics and broken promises are found without.
    command.args(["fuzz", "run", "--sanitizer", "none", TARGET]).arg(&corpus).args(&seeds);
    command.args(["--", "-max_len=16384", "-timeout=120"]).arg(format!("-max_total_time={seconds}"));
    run(&mut command)
}
