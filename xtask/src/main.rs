//! `cargo xtask`: the one door to building, serving and testing. It reads the command line and hands each task to its
//! module; it knows no tool and no path itself.

mod args;
mod browser;
mod checks;
mod corpus;
mod dist;
mod e2e;
mod fingerprint;
mod finish;
mod fuzz;
mod lock;
mod lockfile;
mod npm;
mod offline;
mod postgres;
mod server;
mod site;
mod step;
mod styles;
mod tools;
mod weight;
mod workspace;
mod zones;

use anyhow::Result;
use args::Task;
use server::Server;
use site::Site;
use std::process::ExitCode;
use workspace::Workspace;

fn main() -> ExitCode {
    match args::parse(std::env::args_os().skip(1)).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    if let Task::Help = task {
        println!("{}", args::USAGE);
        return Ok(());
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Help => Ok(()),
        Task::Setup => tools::for_building(&workspace).map(drop),
        Task::Build => dist::build(&workspace, tools::for_building(&workspace)?),
        Task::Serve { port } => serve(&workspace, port),
        Task::Test(part) => checks::run(&workspace, part),
        Task::Bench { large } => checks::bench(&workspace, large),
        Task::Prove => checks::prove(&workspace),
        Task::Pictures => checks::pictures(&workspace),
        Task::Fuzz { seconds } => fuzz::fuzz(&workspace, seconds),
        Task::Corpus => Ok(corpus::write(&workspace.root().join("tests/data/hostile"))?),
        Task::Zones => Ok(std::fs::write(workspace.root().join("public/zones.bin"), zones::packed()?)?),
    }
}

fn serve(workspace: &Workspace, port: u16) -> Result<()> {
    dist::build(workspace, tools::for_building(workspace)?)?;
    let server = Server::start(Site::at_root(workspace.dist()), port)?;
    println!("Serving dist/ on {} (Ctrl+C ends it)", server.url());
    server.wait();
    Ok(())
}
