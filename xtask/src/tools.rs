//! The build tools: each is looked for in the wanted version and installed when it is not there.

use crate::lock;
use crate::lockfile::{locked_version, told_version};
use crate::npm::{self, Package};
use crate::step::{Outcome, answer, run, step};
use crate::workspace::{BINARYEN, ESBUILD, Workspace};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// The newest Trunk that this project's Rust can build.
const TRUNK: &str = "0.21.14";
const WASM: &str = "wasm32-unknown-unknown";

/// The compilers whose standard library can be built anew for size: the flags for it are not stable.
const BUILDS_LIBRARY: &str = "rustc 1.95.";

/// What makes the files of the build small, as far as it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    pub optimiser: Optimiser,
    pub library: Library,
    pub scripts: Scripts,
}

/// Whether the wasm files of the build get smaller and faster in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optimiser {
    WasmOpt,
    Absent,
}

/// Which standard library the programs have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// Built for size, and a panic is a trap without words.
    Small,
    /// As it was shipped with the compiler.
    Shipped,
}

/// What the scripts and style sheets of the build are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// Made small by esbuild.
    Small,
    AsWritten,
}

impl Means {
    /// Whether all of them are there.
    pub fn are_all_there(self) -> bool {
        self == Means { optimiser: Optimiser::WasmOpt, library: Library::Small, scripts: Scripts::Small }
    }
}

/// All that a build needs. Only the means to make it small may be missing afterwards.
pub fn for_building(workspace: &Workspace) -> Result<Means> {
    let _one_at_a_time = setup_lock(workspace)?;
    wasm_target(workspace)?;
    trunk(workspace)?;
    wasm_bindgen(workspace)?;
    Ok(Means { library: library(workspace)?, optimiser: wasm_opt(workspace)?, scripts: scripts(workspace)? })
}

/// What the lints for both targets need.
pub fn for_linting(workspace: &Workspace) -> Result<()> {
    let _one_at_a_time = setup_lock(workspace)?;
    wasm_target(workspace)?;
    lint_components(workspace)
}

/// All that a build and the lints need.
pub fn for_all_checks(workspace: &Workspace) -> Result<Means> {
    let means = for_building(workspace)?;
    let _one_at_a_time = setup_lock(workspace)?;
    lint_components(workspace)?;
    Ok(means)
}

/// What the tests in a browser need, the browser aside.
pub fn for_browser_tests(workspace: &Workspace) -> Result<()> {
    let _one_at_a_time = setup_lock(workspace)?;
    wasm_target(workspace)?;
    wasm_bindgen(workspace)
}

/// The fuzzer, which needs a C++ compiler on the machine.
pub fn fuzzer(workspace: &Workspace) -> Result<()> {
    let _one_at_a_time = setup_lock(workspace)?;
    step("cargo-fuzz", || {
        if answer(workspace.cargo().args(["fuzz", "--version"])).is_some() {
            return Ok(Outcome::AlreadyThere);
        }
        let mut install = workspace.cargo();
        install.args(["install", "cargo-fuzz", "--locked"]).env("CARGO_PROFILE_RELEASE_LTO", "off");
        run(&mut install)?;
        Ok(Outcome::Done)
    })
}

/// What looks at the licences and the sources of all packages.
pub fn deny(workspace: &Workspace) -> Result<()> {
    let _one_at_a_time = setup_lock(workspace)?;
    step("cargo-deny", || {
        if answer(workspace.cargo().args(["deny", "--version"])).is_some() {
            return Ok(Outcome::AlreadyThere);
        }
        let mut install = workspace.cargo();
        install.args(["install", "cargo-deny", "--locked"]).env("CARGO_PROFILE_RELEASE_LTO", "off");
        run(&mut install)?;
        Ok(Outcome::Done)
    })
}

/// Two runs of rustup at once corrupt the toolchain.
fn setup_lock(workspace: &Workspace) -> Result<File> {
    lock::hold(&workspace.tools(), "setup.lock")
}

fn wasm_target(workspace: &Workspace) -> Result<()> {
    step("wasm target", || {
        let folder = answer(workspace.command("rustc")?.args(["--print", "target-libdir", "--target", WASM]));
        if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
            return Ok(Outcome::AlreadyThere);
        }
        run(workspace.command("rustup")?.args(["target", "add", WASM]))?;
        Ok(Outcome::Done)
    })
}

fn library(workspace: &Workspace) -> Result<Library> {
    let mut library = Library::Small;
    step("the standard library's sources", || {
        let absent = |why: String| Outcome::Note(format!("{why}. The build works without it, with larger files"));
        let compiler = answer(workspace.command("rustc")?.arg("--version")).unwrap_or_default();
        if !compiler.starts_with(BUILDS_LIBRARY) {
            library = Library::Shipped;
            return Ok(absent(format!(
                "the library is built for size with {BUILDS_LIBRARY}x alone, not with {compiler}"
            )));
        }
        let root = answer(workspace.command("rustc")?.args(["--print", "sysroot"])).unwrap_or_default();
        if Path::new(&root).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
            return Ok(Outcome::AlreadyThere);
        }
        Ok(match run(workspace.command("rustup")?.args(["component", "add", "rust-src"])) {
            Ok(()) => Outcome::Done,
            Err(error) => {
                library = Library::Shipped;
                absent(format!("not there: {error:#}"))
            }
        })
    })?;
    Ok(library)
}

fn lint_components(workspace: &Workspace) -> Result<()> {
    step("rustfmt and clippy", || {
        let there = |name| answer(workspace.cargo().args([name, "--version"])).is_some();
        if there("fmt") && there("clippy") {
            return Ok(Outcome::AlreadyThere);
        }
        run(workspace.command("rustup")?.args(["component", "add", "rustfmt", "clippy"]))?;
        Ok(Outcome::Done)
    })
}

fn trunk(workspace: &Workspace) -> Result<()> {
    step(&format!("Trunk {TRUNK}"), || {
        if version_of(workspace, "trunk").as_deref() == Some(TRUNK) {
            return Ok(Outcome::AlreadyThere);
        }
        run(cargo_install(workspace, "trunk", TRUNK).args([
            "--locked",
            "--no-default-features",
            "--features",
            "rustls",
        ]))?;
        Ok(Outcome::Done)
    })
}

/// The command-line tool must have the very version of the library. Not `--locked`: its lock file can name crates that
/// a registry's mirror does not have.
fn wasm_bindgen(workspace: &Workspace) -> Result<()> {
    let lock = fs::read_to_string(workspace.root().join("Cargo.lock")).context("Cargo.lock can't be read")?;
    let wanted = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock has no wasm-bindgen: run `cargo generate-lockfile`")?;
    step(&format!("wasm-bindgen {wanted}"), || {
        let runner = workspace.program("wasm-bindgen-test-runner");
        if version_of(workspace, "wasm-bindgen").as_deref() == Some(wanted) && runner.is_some() {
            return Ok(Outcome::AlreadyThere);
        }
        run(&mut cargo_install(workspace, "wasm-bindgen-cli", wanted))?;
        Ok(Outcome::Done)
    })
}

/// Without Trunk's and wasm-bindgen's own release profiles: fat LTO would take most of the time, for tools that run
/// for a second.
fn cargo_install(workspace: &Workspace, package: &str, version: &str) -> Command {
    let mut command = workspace.cargo();
    command
        .args(["install", package, "--version", &format!("={version}")])
        .args(["--force", "--root"])
        .arg(workspace.cargo_home())
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    command
}

fn wasm_opt(workspace: &Workspace) -> Result<Optimiser> {
    let package = Package { name: "binaryen", version: BINARYEN, tool: "wasm-opt" };
    Ok(match npm::bring(workspace, package, has_wasm_opt)? {
        true => Optimiser::WasmOpt,
        false => Optimiser::Absent,
    })
}

fn has_wasm_opt(workspace: &Workspace) -> bool {
    let wanted = BINARYEN.split('.').next();
    version_of(workspace, "wasm-opt").as_deref() == wanted
}

fn scripts(workspace: &Workspace) -> Result<Scripts> {
    let package = Package { name: "esbuild", version: ESBUILD, tool: "esbuild" };
    Ok(match npm::bring(workspace, package, has_esbuild)? {
        true => Scripts::Small,
        false => Scripts::AsWritten,
    })
}

fn has_esbuild(workspace: &Workspace) -> bool {
    version_of(workspace, "esbuild").as_deref() == Some(ESBUILD)
}

fn version_of(workspace: &Workspace, tool: &str) -> Option<String> {
    let program = workspace.program(tool)?;
    let text = answer(Command::new(program).arg("--version"))?;
    told_version(&text).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_asks_for_the_wasm_opt_that_setup_installs() {
        let config = include_str!("../../Trunk.toml");
        let major = BINARYEN.split('.').next().unwrap();
        assert!(config.contains(&format!("wasm_opt = \"version_{major}\"")));
        assert!(config.contains(&format!("trunk-version = \"={TRUNK}\"")));
    }
}
