//! Where things are: the repository, Cargo's home, the programs; and how a command is started among them.

use crate::step::answer;
use anyhow::{Context, Result, anyhow};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of the npm package binaryen, which brings wasm-opt.
pub const BINARYEN: &str = "132.0.0";

/// The version of the npm package esbuild, which makes scripts small.
pub const ESBUILD: &str = "0.28.2";

/// The repository and the machine around it.
pub struct Workspace {
    root: PathBuf,
    cargo_home: PathBuf,
    /// Cargo's own programs first, so that what is installed here wins over other versions.
    search_path: OsString,
}

impl Workspace {
    /// The repository that the current directory is in.
    pub fn find() -> Result<Self> {
        let here = env::current_dir().context("the current directory can't be read")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .context("this is not the repository: run `cargo xtask` inside it")?
            .to_path_buf();
        let cargo_home = cargo_home()?;
        let search_path = search_path(&cargo_home)?;
        Ok(Self { root, cargo_home, search_path })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A folder for files that xtask itself writes; it goes with `cargo clean`.
    pub fn scratch(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(target) => self.root.join(target).join("xtask"),
            None => self.root.join("target/xtask"),
        }
    }

    pub fn cargo_home(&self) -> &Path {
        &self.cargo_home
    }

    pub fn cargo_bin(&self) -> PathBuf {
        self.cargo_home.join("bin")
    }

    /// Tools that are not Cargo's, kept where every clone of the project finds them.
    pub fn tools(&self) -> PathBuf {
        tools(&self.cargo_home)
    }

    /// Where npm puts a package of this version.
    pub fn npm_folder(&self, package: &str, version: &str) -> PathBuf {
        npm_folder(&self.cargo_home, package, version)
    }

    /// The file that `name` would start, if there is one.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        let names = [name.to_owned(), format!("{name}{}", env::consts::EXE_SUFFIX)];
        env::split_paths(&self.search_path)
            .flat_map(|folder| names.clone().map(|name| folder.join(name)))
            .find(|file| file.is_file())
    }

    /// A command in the repository's root; the error says how to get a program that is missing.
    pub fn command(&self, name: &str) -> Result<Command> {
        let program = self.program(name).ok_or_else(|| missing(name))?;
        Ok(self.here(Command::new(program)))
    }

    /// The same Cargo that runs this program.
    pub fn cargo(&self) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.here(Command::new(cargo))
    }

    /// Whether this runs as root, who may install what is missing.
    pub fn is_root(&self) -> bool {
        let id = self.program("id");
        let user = id.and_then(|id| answer(Command::new(id).arg("-u")));
        user.as_deref() == Some("0")
    }

    fn here(&self, mut command: Command) -> Command {
        command.current_dir(&self.root).env("PATH", &self.search_path);
        command
    }
}

fn missing(name: &str) -> anyhow::Error {
    let how = match name {
        "node" | "npm" => "install Node 20 or newer, on Debian with `apt-get install -y nodejs npm`",
        "rustup" | "rustc" => "install it, on Debian with `apt-get install -y rustup`",
        "trunk" | "wasm-bindgen" => "run `cargo xtask setup`",
        _ => "install it",
    };
    anyhow!("{name} is missing: {how}")
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let home = env::home_dir().context("neither CARGO_HOME nor HOME is set")?;
    Ok(home.join(".cargo"))
}

fn tools(cargo_home: &Path) -> PathBuf {
    cargo_home.join("touchline-tools")
}

fn npm_folder(cargo_home: &Path, package: &str, version: &str) -> PathBuf {
    tools(cargo_home).join(format!("{package}-{version}"))
}

fn search_path(cargo_home: &Path) -> Result<OsString> {
    let of_npm = |package, version| npm_folder(cargo_home, package, version).join("node_modules/.bin");
    let own = [cargo_home.join("bin"), of_npm("binaryen", BINARYEN), of_npm("esbuild", ESBUILD)];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&inherited)))
        .context("Cargo's home has a character that PATH can't hold")
}
