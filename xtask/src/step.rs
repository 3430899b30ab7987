//! Steps with a name and a time, and the commands they run. A command is shown before it runs, so that it can be
//! repeated by hand.

use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Instant;

/// How a step that did not fail ended.
pub enum Outcome {
    Done,
    AlreadyThere,
    /// It could not do its work, and the rest can go on: the text says what that means.
    Note(String),
}

/// Does `work`, then prints the step's name with its time or with what else became of it.
pub fn step(name: &str, work: impl FnOnce() -> Result<Outcome>) -> Result<()> {
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    match &outcome {
        Ok(Outcome::Done) => println!("{name} ... {seconds:.1} s"),
        Ok(Outcome::AlreadyThere) => println!("{name} ... already there"),
        Ok(Outcome::Note(note)) => println!("{name} ... {note}"),
        Err(_) => println!("{name} ... failed after {seconds:.1} s"),
    }
    outcome.map(drop)
}

/// Runs a command in the open; an error says which one and how it ended.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line_of(command);
    println!("  $ {line}");
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// What a question such as `trunk --version` printed; nothing when it could not be asked or failed.
pub fn answer(command: &mut Command) -> Option<String> {
    let Ok(output) = command.output() else {
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn line_of(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit(['/', '\\']).next().unwrap_or(&program);
    let mut line = name.to_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        line.push(' ');
        if argument.contains(' ') {
            line.push_str(&format!("'{argument}'"));
        } else {
            line.push_str(&argument);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/opt/rust/bin/cargo");
        command.args(["test", "--", "two words"]);
        assert_eq!(line_of(&command), "cargo test -- 'two words'");
    }
}
