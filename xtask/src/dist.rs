//! dist/: built by Trunk when its inputs changed, left alone when they did not.

use crate::fingerprint::{self, INPUTS};
use crate::finish;
use crate::lock;
use crate::offline;
use crate::step::{Outcome, answer, run, step};
use crate::tools::{Library, Means, Optimiser, Scripts};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::Path;

/// Brings dist/ up to date.
pub fn build(workspace: &Workspace, means: Means) -> Result<()> {
    step("dist", || {
        let _one_at_a_time = lock::hold(&workspace.scratch(), "dist.lock")?;
        let inputs = inputs(workspace, means)?;
        let stamp = workspace.scratch().join("dist.stamp");
        let stamped = fs::read_to_string(&stamp).unwrap_or_default();
        if stamped == stamp_text(workspace, &inputs)? {
            return Ok(Outcome::AlreadyThere);
        }
        let assembled = workspace.scratch().join("assembled");
        trunk(workspace, means, &inputs, &assembled)?;
        if !assembled.join("index.html").is_file() {
            bail!("Trunk ended well and left no index.html");
        }
        if means.scripts == Scripts::Small {
            make_small(workspace, &assembled)?;
        }
        finish::finish(&assembled)?;
        replace(&workspace.dist(), &assembled)?;
        fs::write(&stamp, stamp_text(workspace, &inputs)?)
            .with_context(|| format!("{} can't be written", stamp.display()))?;
        Ok(Outcome::Done)
    })
}

/// The digest of all that decides what dist/ holds: the files, the compiler, and what makes it small.
fn inputs(workspace: &Workspace, means: Means) -> Result<String> {
    let compiler = answer(workspace.command("rustc")?.arg("--version")).context("rustc does not start")?;
    let beside = format!("{compiler}\n{means:?}");
    fingerprint::of_files(workspace.root(), &INPUTS, &beside)
}

/// Holds the digest of the result too: a dist/ that lost a file, or that something else wrote, is built again.
fn stamp_text(workspace: &Workspace, inputs: &str) -> Result<String> {
    let outputs = fingerprint::of_files(&workspace.dist(), &[""], "")?;
    Ok(format!("inputs {inputs}\noutputs {outputs}\n"))
}

/// Puts the new folder in the place of the old one.
fn replace(old: &Path, new: &Path) -> Result<()> {
    if old.exists() {
        fs::remove_dir_all(old).with_context(|| format!("{} can't be removed", old.display()))?;
    }
    fs::rename(new, old).with_context(|| format!("{} can't be put in place", old.display()))
}

fn trunk(workspace: &Workspace, means: Means, inputs: &str, folder: &Path) -> Result<()> {
    // Trunk builds offline: what it needs is fetched before.
    run(workspace.cargo().arg("fetch").envs(library(means.library).iter().copied()))?;
    let mut trunk = workspace.command("trunk")?;
    trunk
        .arg("build")
        .arg("--dist")
        .arg(folder)
        .args(profile(means.optimiser))
        .envs(library(means.library).iter().copied())
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

/// Scripts and style sheets without what is there for the eye. The service worker's script stays as it is, for the list of files that
/// is written into it.
fn make_small(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.args(["--minify", "--allow-overwrite", "--legal-comments=none", "--log-level=warning", "--outdir=."]);
    for entry in fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if (name.ends_with(".js") || name.ends_with(".css")) && name != offline::WORKER {
            esbuild.arg(name);
        }
    }
    run(esbuild.current_dir(folder))
}

/// The standard library built with the programs, for size: without the words of its panics, which nobody would read in
/// a program that ends in a trap, and without what only debugging prints. It makes each program a tenth smaller.
fn library(library: Library) -> &'static [(&'static str, &'static str)] {
    match library {
        Library::Small => &[
            ("RUSTC_BOOTSTRAP", "1"),
            ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
            ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
            ("CARGO_BUILD_TARGET", "wasm32-unknown-unknown"),
            (
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
            ),
        ],
        Library::Shipped => &[],
    }
}

/// Trunk runs wasm-opt on every release build whose links ask for it, and has no switch against that: without
/// wasm-opt, the build is one with Cargo's release profile that Trunk does not call a release.
fn profile(optimiser: Optimiser) -> &'static [&'static str] {
    match optimiser {
        Optimiser::WasmOpt => &["--release"],
        Optimiser::Absent => &["--release", "false", "--cargo-profile", "release"],
    }
}
