//! Tools that npm packages bring, without which the build works too, with larger files.

use crate::step::{Outcome, run, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// A package, its very version, and the tool that is wanted of it.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    pub tool: &'static str,
}

/// Installs a package whose tool is not there; whether it is there afterwards.
pub fn bring(workspace: &Workspace, package: Package, is_there: fn(&Workspace) -> bool) -> Result<bool> {
    let mut there = true;
    step(&format!("{} {}", package.tool, package.version), || {
        if is_there(workspace) {
            return Ok(Outcome::AlreadyThere);
        }
        Ok(match install(workspace, package, is_there) {
            Ok(()) => Outcome::Done,
            Err(error) => {
                there = false;
                Outcome::Note(format!(
                    "not there: {error:#}. The build works without it, with larger files; \
                     `cargo xtask setup` tries again"
                ))
            }
        })
    })?;
    Ok(there)
}

fn install(workspace: &Workspace, package: Package, is_there: fn(&Workspace) -> bool) -> Result<()> {
    let Package { name, version, tool } = package;
    let folder = workspace.npm_folder(name, version);
    let mut npm = workspace.command("npm")?;
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    run(npm
        .args(["install", "--no-audit", "--no-fund", "--save-exact"])
        .arg("--prefix")
        .arg(&folder)
        .arg(format!("{name}@{version}")))?;
    link(&folder.join("node_modules/.bin").join(tool), &workspace.cargo_bin().join(tool))?;
    if !is_there(workspace) {
        bail!("{tool} was installed and does not start");
    }
    Ok(())
}

/// Puts the tool among Cargo's own, so that a plain `trunk build --release` finds it too.
#[cfg(unix)]
fn link(file: &Path, link: &Path) -> Result<()> {
    if link.symlink_metadata().is_ok() {
        fs::remove_file(link).with_context(|| format!("{} can't be replaced", link.display()))?;
    }
    std::os::unix::fs::symlink(file, link).with_context(|| format!("{} can't be made", link.display()))
}

/// Links need rights that few have here; xtask's own search path holds the tool.
#[cfg(not(unix))]
fn link(_file: &Path, _link: &Path) -> Result<()> {
    Ok(())
}
