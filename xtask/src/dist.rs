//! dist/: built by Trunk when its inputs changed, left alone when they did not.

use crate::fingerprint::{self, INPUTS};
use crate::lock;
use crate::step::{Outcome, answer, run, step};
use crate::tools::Optimiser;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;

/// Brings dist/ up to date.
pub fn build(workspace: &Workspace, optimiser: Optimiser) -> Result<()> {
    step("dist", || {
        let _one_at_a_time = lock::hold(&workspace.scratch(), "dist.lock")?;
        let inputs = inputs(workspace, optimiser)?;
        let stamp = workspace.scratch().join("dist.stamp");
        let stamped = fs::read_to_string(&stamp).unwrap_or_default();
        if stamped == stamp_text(workspace, &inputs)? {
            return Ok(Outcome::AlreadyThere);
        }
        trunk(workspace, optimiser, &inputs)?;
        if !workspace.dist().join("index.html").is_file() {
            bail!("Trunk ended well and left no dist/index.html");
        }
        fs::write(&stamp, stamp_text(workspace, &inputs)?)
            .with_context(|| format!("{} can't be written", stamp.display()))?;
        Ok(Outcome::Done)
    })
}

/// The digest of all that decides what dist/ holds: the files, the compiler, and whether wasm-opt takes part.
fn inputs(workspace: &Workspace, optimiser: Optimiser) -> Result<String> {
    let compiler = answer(workspace.command("rustc")?.arg("--version")).context("rustc does not start")?;
    let beside = format!("{compiler}\n{optimiser:?}");
    fingerprint::of_files(workspace.root(), &INPUTS, &beside)
}

/// Holds the digest of the result too: a dist/ that lost a file, or that something else wrote, is built again.
fn stamp_text(workspace: &Workspace, inputs: &str) -> Result<String> {
    let outputs = fingerprint::of_files(&workspace.dist(), &[""], "")?;
    Ok(format!("inputs {inputs}\noutputs {outputs}\n"))
}

fn trunk(workspace: &Workspace, optimiser: Optimiser, inputs: &str) -> Result<()> {
    // Trunk builds offline: what it needs is fetched before.
    run(workspace.cargo().arg("fetch"))?;
    let mut trunk = workspace.command("trunk")?;
    trunk
        .arg("build")
        .args(profile(optimiser))
        .env("TOUCHLINE_BUILD", &inputs[..12])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("RUST_LIB_BACKTRACE", "0");
    if env::var_os("RUST_LOG").is_none() {
        trunk.env("RUST_LOG", "error,trunk=warn");
    }
    if env::var_os("NO_COLOR").is_some() {
        // Trunk takes this variable for a yes-or-no value and stops at the usual `1`.
        trunk.env("NO_COLOR", "true");
    }
    run(&mut trunk)
}

/// Trunk runs wasm-opt on every release build whose links ask for it, and has no switch against that: without
/// wasm-opt, the build is one with Cargo's release profile that Trunk does not call a release.
fn profile(optimiser: Optimiser) -> &'static [&'static str] {
    match optimiser {
        Optimiser::WasmOpt => &["--release"],
        Optimiser::Absent => &["--release", "false", "--cargo-profile", "release"],
    }
}
