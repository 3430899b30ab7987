//! The checks, in the order of their cost. The first that fails ends the run, with the command that repeats it.

use crate::args::Part;
use crate::browser::{self, Browser};
use crate::dist;
use crate::e2e;
use crate::postgres::{self, Postgres};
use crate::step::{Outcome, run as run_command, step};
use crate::tools::{self, Means};
use crate::weight;
use crate::workspace::Workspace;
use anyhow::{Result, anyhow};
use std::env;
use std::path::Path;
use std::process::Command;

const FORMAT: &[&str] = &["fmt", "--all", "--check"];
const CLIPPY: &[&str] = &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
const CLIPPY_WASM: &[&str] =
    &["clippy", "--target", "wasm32-unknown-unknown", "--lib", "--bins", "--test", "web", "--", "-D", "warnings"];
const NATIVE: &[&str] = &["test", "--workspace"];
const EXCHANGE: &[&str] = &["test", "--quiet", "--package", "touchline", "--test", "native", "exchange::"];
const WEB: &[&str] = &["test", "--target", "wasm32-unknown-unknown", "--test", "web"];

/// The advisories are not among them: their list is fetched from a host that not every machine reaches.
const DENY: &[&str] = &["deny", "--locked", "check", "bans", "licenses", "sources"];

/// Other drivers that wasm-bindgen's test runner would prefer to the one it is given.
const OTHER_DRIVERS: [&str; 3] = ["GECKODRIVER", "GECKODRIVER_REMOTE", "CHROMEDRIVER_REMOTE"];

/// Runs one part, or all. What is missing for it is installed first.
pub fn run(workspace: &Workspace, part: Part) -> Result<()> {
    match part {
        Part::Lint => {
            tools::for_linting(workspace)?;
            lint(workspace)
        }
        Part::Native => native(workspace),
        Part::Exchange => exchange(workspace),
        Part::Web => {
            tools::for_browser_tests(workspace)?;
            web(workspace, &browser::with_driver(workspace)?)
        }
        Part::E2e => {
            let means = tools::for_building(workspace)?;
            end_to_end(workspace, means, &browser::chromium(workspace)?)
        }
        Part::All => all(workspace),
    }
}

/// Builds the page and times it.
pub fn bench(workspace: &Workspace, large: bool) -> Result<()> {
    let means = tools::for_building(workspace)?;
    let chromium = browser::chromium(workspace)?;
    dist::build(workspace, means).map_err(|error| failure("release build", "cargo xtask build", error))?;
    e2e::bench(workspace, &chromium, large)
}

/// Builds the page and takes pictures of every view.
pub fn pictures(workspace: &Workspace) -> Result<()> {
    let means = tools::for_building(workspace)?;
    let chromium = browser::chromium(workspace)?;
    dist::build(workspace, means).map_err(|error| failure("release build", "cargo xtask build", error))?;
    e2e::pictures(workspace, &chromium)
}

/// What is promised: of what the programs are made, and of storage, privacy and use without a network, in the long form and in
/// a second browser.
pub fn prove(workspace: &Workspace) -> Result<()> {
    let means = tools::for_building(workspace)?;
    let (chromium, firefox) = (browser::chromium(workspace)?, browser::firefox(workspace)?);
    tools::deny(workspace)?;
    cargo_check(workspace, "licences and sources of all packages", DENY)?;
    dist::build(workspace, means).map_err(|error| failure("release build", "cargo xtask build", error))?;
    e2e::prove_in_firefox(workspace, &chromium, &firefox)
        .map_err(|error| failure("the tests in Firefox", "cargo xtask prove", error))?;
    e2e::prove(workspace, &chromium).map_err(|error| failure("the long form", "cargo xtask prove", error))
}

fn all(workspace: &Workspace) -> Result<()> {
    let means = tools::for_all_checks(workspace)?;
    let browser = browser::with_driver(workspace)?;
    lint(workspace)?;
    native(workspace)?;
    exchange(workspace)?;
    web(workspace, &browser)?;
    end_to_end(workspace, means, &browser.chromium)
}

fn lint(workspace: &Workspace) -> Result<()> {
    cargo_check(workspace, "formatting", FORMAT)?;
    cargo_check(workspace, "clippy, native", CLIPPY)?;
    cargo_check(workspace, "clippy, wasm", CLIPPY_WASM)
}

fn native(workspace: &Workspace) -> Result<()> {
    cargo_check(workspace, "native tests", NATIVE)
}

/// The exported tables in SQLite, which the tests bring along, and in a PostgreSQL server of their own.
fn exchange(workspace: &Workspace) -> Result<()> {
    const NAME: &str = "exported tables in";
    const REPEAT: &str = "cargo xtask test exchange";
    check(&format!("{NAME} SQLite"), REPEAT, workspace.cargo().args(EXCHANGE).args(["--", "--nocapture"]))?;
    let Some(programs) = postgres::programs(workspace).map_err(|error| failure("PostgreSQL", REPEAT, error))? else {
        return step(&format!("{NAME} PostgreSQL"), || {
            Ok(Outcome::Note("skipped: there is no PostgreSQL server here".to_owned()))
        });
    };
    let postgres = Postgres::start(workspace, programs).map_err(|error| failure("PostgreSQL", REPEAT, error))?;
    let mut command = workspace.cargo();
    command.args(EXCHANGE).args(["--", "--ignored", "--nocapture"]);
    command.env("TOUCHLINE_POSTGRES", postgres.folder()).env("TOUCHLINE_PSQL", postgres.psql());
    check(&format!("{NAME} {}", postgres.version()), REPEAT, &mut command)
}

fn web(workspace: &Workspace, browser: &Browser) -> Result<()> {
    let settings = browser::driver_settings(workspace, &browser.chromium)?;
    let mut command = workspace.cargo();
    command.args(WEB).env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    for variable in OTHER_DRIVERS {
        command.env_remove(variable);
    }
    if env::var_os("WASM_BINDGEN_TEST_TIMEOUT").is_none() {
        // Its own 20 s are for the whole suite.
        command.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    }
    check("browser tests", "cargo xtask test web", &mut command)
}

fn end_to_end(workspace: &Workspace, means: Means, chromium: &Path) -> Result<()> {
    dist::build(workspace, means).map_err(|error| failure("release build", "cargo xtask build", error))?;
    weight::check(&workspace.dist(), means)
        .map_err(|error| failure("download sizes", "cargo xtask test e2e", error))?;
    e2e::run(workspace, chromium).map_err(|error| failure("end-to-end tests", "cargo xtask test e2e", error))
}

fn cargo_check(workspace: &Workspace, name: &str, arguments: &[&str]) -> Result<()> {
    let repeat = format!("cargo {}", arguments.join(" "));
    check(name, &repeat, workspace.cargo().args(arguments))
}

fn check(name: &str, repeat: &str, command: &mut Command) -> Result<()> {
    step(name, || {
        run_command(command)?;
        Ok(Outcome::Done)
    })
    .map_err(|error| failure(name, repeat, error))
}

fn failure(name: &str, repeat: &str, error: anyhow::Error) -> anyhow::Error {
    anyhow!("{name} failed: {error:#}\nrepeat it with: {repeat}")
}
