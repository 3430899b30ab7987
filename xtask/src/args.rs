//! The command line: its grammar and its usage text.

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use std::ffi::OsString;

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port 8080]  install what is missing, build the page, serve it on 127.0.0.1
  build                install what is missing, build the page into dist/
  test [part]          every check in order, or one part: lint, native, exchange, web, e2e
  bench [--large]      time the page in Chromium, as JSON; natively it is cargo bench
  prove                the long form of what is promised: 200 kills, 2,000 actions in 2 and 4 tabs, no leak from Firefox
                       and use of it without a network, licences and sources of all packages
  pictures             pictures of every view, light and dark, wide and narrow, into target/pictures; four for docs/
  fuzz [--seconds N]   fuzz the import; 60 seconds unless told otherwise
  corpus               write the hostile files of tests/data/hostile anew
  zones                write the time zones of public/zones.bin anew
  setup                install the build tools only";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Serve {
        port: u16,
    },
    Build,
    Test(Part),
    Bench {
        /// A file ten times larger as well.
        large: bool,
    },
    Prove,
    Pictures,
    Corpus,
    Zones,
    Fuzz {
        seconds: u32,
    },
    Setup,
}

/// Which of the checks to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    All,
    Lint,
    Native,
    /// The exported tables in real databases.
    Exchange,
    Web,
    E2e,
}

/// Reads the arguments that follow the program's name.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Task> {
    let mut parser = Parser::from_args(arguments);
    let Some(first) = parser.next()? else {
        return Ok(Task::Help);
    };
    let command = match first {
        Arg::Value(command) => command.string()?,
        Arg::Long("help") | Arg::Short('h') => return Ok(Task::Help),
        other => return Err(other.unexpected().into()),
    };
    let task = match command.as_str() {
        "help" => Task::Help,
        "serve" => Task::Serve { port: port(&mut parser)? },
        "build" => Task::Build,
        "test" => Task::Test(part(&mut parser)?),
        "bench" => Task::Bench { large: large(&mut parser)? },
        "prove" => Task::Prove,
        "pictures" => Task::Pictures,
        "corpus" => Task::Corpus,
        "fuzz" => Task::Fuzz { seconds: seconds(&mut parser)? },
        "zones" => Task::Zones,
        "setup" => Task::Setup,
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    };
    match parser.next()? {
        None => Ok(task),
        Some(extra) => Err(extra.unexpected().into()),
    }
}

fn seconds(parser: &mut Parser) -> Result<u32> {
    match parser.next()? {
        None => Ok(60),
        Some(Arg::Long("seconds")) => parser.value()?.parse().context("--seconds takes a number from 0 on"),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn large(parser: &mut Parser) -> Result<bool> {
    match parser.next()? {
        None => Ok(false),
        Some(Arg::Long("large")) => Ok(true),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn port(parser: &mut Parser) -> Result<u16> {
    match parser.next()? {
        None => Ok(8080),
        Some(Arg::Long("port")) => parser.value()?.parse().context("--port takes a number from 0 to 65535"),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn part(parser: &mut Parser) -> Result<Part> {
    let Some(argument) = parser.next()? else {
        return Ok(Part::All);
    };
    let Arg::Value(name) = argument else {
        return Err(argument.unexpected().into());
    };
    match name.string()?.as_str() {
        "lint" => Ok(Part::Lint),
        "native" => Ok(Part::Native),
        "exchange" => Ok(Part::Exchange),
        "web" => Ok(Part::Web),
        "e2e" => Ok(Part::E2e),
        other => bail!("there is no part `{other}`; the parts are lint, native, exchange, web and e2e"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn every_command_is_read() {
        let cases = [
            ("", Task::Help),
            ("--help", Task::Help),
            ("serve", Task::Serve { port: 8080 }),
            ("serve --port 9000", Task::Serve { port: 9000 }),
            ("serve --port=0", Task::Serve { port: 0 }),
            ("build", Task::Build),
            ("test", Task::Test(Part::All)),
            ("test e2e", Task::Test(Part::E2e)),
            ("test exchange", Task::Test(Part::Exchange)),
            ("bench", Task::Bench { large: false }),
            ("bench --large", Task::Bench { large: true }),
            ("fuzz", Task::Fuzz { seconds: 60 }),
            ("fuzz --seconds 3600", Task::Fuzz { seconds: 3600 }),
            ("corpus", Task::Corpus),
            ("zones", Task::Zones),
            ("prove", Task::Prove),
            ("pictures", Task::Pictures),
            ("setup", Task::Setup),
        ];
        for (line, task) in cases {
            assert_eq!(parsed(line).unwrap(), task, "{line}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let cases = [
            "sreve",
            "serve --port",
            "serve --port 70000",
            "serve 9000",
            "test all-of-it",
            "test web e2e",
            "build --release",
        ];
        for line in cases {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
