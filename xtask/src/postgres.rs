//! A PostgreSQL server for the tests alone: its data in a temporary folder, its door a socket in that folder, and no port.
//! It runs as a user of its own, since it refuses to run as root.

use crate::step::{Outcome, answer, run, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Has Debian's package leave out a server that starts with the machine.
const NO_CLUSTER: (&str, &str) = ("/etc/postgresql-common/createcluster.conf", "create_main_cluster = false\n");

/// As whom the server runs where these checks run as root, the first that there is.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// How long the server may take to start, and to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// The folder of the server's programs: found, or installed where that can be done without asking. `None` where it cannot be
/// had, which only a machine for continuous integration takes for an error.
pub fn programs(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let mut found = None;
    step("PostgreSQL", || {
        found = folder_of_programs(workspace);
        if found.is_some() {
            return Ok(Outcome::AlreadyThere);
        }
        let installed = install(workspace).and_then(|()| {
            found = folder_of_programs(workspace);
            found.is_some().then_some(Outcome::Done).with_context(|| format!("it was installed and is not in {DEBIAN}"))
        });
        match installed {
            Err(error) if !is_required() => Ok(Outcome::Note(format!("not there: {error:#}"))),
            outcome => outcome,
        }
    })?;
    Ok(found)
}

fn is_required() -> bool {
    env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false")
}

/// Debian's folder of the newest version, or the one in PATH.
fn folder_of_programs(workspace: &Workspace) -> Option<PathBuf> {
    let is_whole = |folder: &PathBuf| ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file());
    let in_path = workspace.program("initdb").and_then(|file| file.parent().map(Path::to_path_buf));
    newest(Path::new(DEBIAN)).filter(is_whole).or(in_path.filter(is_whole))
}

fn newest(folder: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(folder).ok()?.flatten();
    let numbered = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())));
    numbered.max_by_key(|(version, _)| *version).map(|(_, folder)| folder.join("bin"))
}

fn install(workspace: &Workspace) -> Result<()> {
    if !workspace.is_root() || workspace.program("apt-get").is_none() {
        bail!("install it, as root on Debian with `apt-get install -y postgresql`");
    }
    let (file, settings) = NO_CLUSTER;
    if !Path::new(file).exists() {
        fs::create_dir_all(Path::new(file).parent().context("a file in a folder")?)?;
        fs::write(file, settings).with_context(|| format!("{file} can't be written"))?;
    }
    run(workspace.command("apt-get")?.args(["update", "-qq"]))?;
    run(workspace
        .command("apt-get")?
        .args(["install", "-y", "-qq", "--no-install-recommends", "postgresql"])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("UCF_FORCE_CONFFOLD", "1"))
}

/// A running server. It ends, and its data goes, when it is dropped.
pub struct Postgres {
    programs: PathBuf,
    user: Option<&'static str>,
    folder: PathBuf,
    log: PathBuf,
    server: Option<Child>,
}

impl Postgres {
    /// Starts a server with an empty cluster in UTF-8. Whoever can reach the folder is let in; only its user can, and root.
    pub fn start(workspace: &Workspace, programs: PathBuf) -> Result<Postgres> {
        let user = match workspace.is_root() {
            true => Some(user().context("there is no user other than root for PostgreSQL to run as")?),
            false => None,
        };
        // Another user than root may not see root's own temporary folder.
        let temporary = if user.is_some() { PathBuf::from("/tmp") } else { env::temp_dir() };
        let folder = temporary.join(format!("touchline-postgres-{}", std::process::id()));
        // Made here and now: what somebody else has put there is neither used nor removed.
        fs::create_dir(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
        if let Some(user) = user {
            run(Command::new("chown").arg(user).arg(&folder))?;
        }
        fs::create_dir_all(workspace.scratch())?;
        let log = workspace.scratch().join("postgres.log");
        let mut postgres = Postgres { programs, user, folder, log, server: None };
        postgres.initialise()?;
        postgres.serve()?;
        Ok(postgres)
    }

    /// The folder of the socket, by which clients find the server.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn psql(&self) -> PathBuf {
        self.programs.join("psql")
    }

    /// "PostgreSQL 15.13".
    pub fn version(&self) -> String {
        let mut psql = self.client("psql");
        psql.args(["--no-psqlrc", "--tuples-only", "--no-align", "--dbname=postgres"]);
        let version = answer(psql.args(["-c", "SHOW server_version"])).unwrap_or_default();
        format!("PostgreSQL {}", version.split(' ').next().unwrap_or_default())
    }

    fn initialise(&self) -> Result<()> {
        let log = File::create(&self.log).with_context(|| format!("{} can't be written", self.log.display()))?;
        let mut initdb = self.as_user("initdb");
        initdb.arg("-D").arg(&self.folder);
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        initdb.stdout(log.try_clone()?).stderr(log);
        run(&mut initdb).with_context(|| format!("{} says more", self.log.display()))
    }

    fn serve(&mut self) -> Result<()> {
        let log = File::options().append(true).open(&self.log)?;
        let mut server = self.as_user("postgres");
        server.arg("-D").arg(&self.folder).arg("-k").arg(&self.folder);
        server.args(["-c", "listen_addresses=", "-c", "fsync=off"]);
        server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = self.server.insert(server.spawn().context("postgres can't be started")?);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = server.try_wait()? {
                bail!("postgres ended with {status}: {} says why", self.log.display());
            }
            let mut ready = Command::new(self.programs.join("pg_isready"));
            if answer(ready.arg("--host").arg(&self.folder)).is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("postgres did not start within {} s: {} says more", PATIENCE.as_secs(), self.log.display())
    }

    fn client(&self, name: &str) -> Command {
        let mut client = Command::new(self.programs.join(name));
        client.args(["--username=postgres", "--host"]).arg(&self.folder);
        client
    }

    /// A program as the server's user, in a folder that this user may be in.
    fn as_user(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}")).args(["--regid", group(user), "--clear-groups"]).arg(program);
                command
            }
        };
        command.current_dir("/").env_remove("PGDATA").env_remove("PGPORT");
        command
    }

    /// Ends the server in order, so that it leaves no memory behind.
    fn stop(&mut self) -> Result<()> {
        let Some(mut server) = self.server.take() else { return Ok(()) };
        let mut control = self.as_user("pg_ctl");
        control.arg("-D").arg(&self.folder).args(["stop", "--silent", "--mode=fast"]);
        if !control.arg("-t").arg(PATIENCE.as_secs().to_string()).status()?.success() {
            server.kill()?;
        }
        server.wait()?;
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("the PostgreSQL server did not end: {error:#}");
        }
        if self.folder.exists()
            && let Err(error) = fs::remove_dir_all(&self.folder)
        {
            eprintln!("{} stays behind: {error}", self.folder.display());
        }
    }
}

fn user() -> Option<&'static str> {
    USERS.into_iter().find(|user| answer(Command::new("id").args(["-u", user])).is_some())
}

/// Debian's user nobody has the group nogroup.
fn group(user: &'static str) -> &'static str {
    if user == "nobody" { "nogroup" } else { user }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_versions_the_newest_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["9", "15", "100", "common"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        assert_eq!(newest(folder.path()), Some(folder.path().join("100/bin")));
        assert_eq!(newest(&folder.path().join("absent")), None);
    }
}
