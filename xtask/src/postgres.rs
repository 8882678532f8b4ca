//! A temporary PostgreSQL cluster that cannot outlive its owner.
//!
//! The cluster is kept by a small shell script, the keeper, in a process group of its own. It stops the server and
//! deletes the folder as soon as its standard input closes, and the kernel closes that however the owner ends: by
//! returning, by Ctrl-C, or killed. What a dead keeper leaves (a machine that lost power) is swept by the next start;
//! a lock held on `NAME.lock` tells a living owner from a dead one.

use std::env;
use std::fs::{self, File, Permissions};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::setup::parts;
use crate::shell::{Outcome, output};

/// The environment variable in which tests and benches find the cluster's address.
pub const URL: &str = "GONGKAI_TEST_POSTGRES";

const NAME: &str = "gongkai-postgres-";

/// Arguments: folder of the programs, folder of the cluster, server options.
/// Durability is left as PostgreSQL ships it, so that what the tests show about it is true.
const KEEPER: &str = r#"
finish() { "$1/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$2"; }
trap 'finish "$1" "$2"' EXIT
{
    "$1/initdb" -D "$2/data" -U gongkai -A trust -E UTF8 --locale=C.UTF-8 >"$2/log" 2>&1 &&
    "$1/pg_ctl" -D "$2/data" -l "$2/log" -w -o "$3" start >/dev/null
} || { cat "$2/log" >&2; exit 1; }
echo ready
read -r _
"#;

/// A running cluster; dropping it stops the server and deletes its files.
pub struct Cluster {
    keeper: Child,
    lock: PathBuf,
    _locked: File,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster on a free loopback port, which takes about two seconds.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start; its log has been printed then.
    pub fn start() -> Outcome<Self> {
        let programs = parts::postgres().ok_or("PostgreSQL's server programs are missing: run `cargo xtask setup`")?;
        let user = User::find()?;
        sweep(&env::temp_dir(), &programs, user);

        let folder = env::temp_dir().join(format!("{NAME}{}", std::process::id()));
        let lock = folder.with_extension("lock");
        let told = |error| format!("{} cannot be made: {error}", folder.display());
        let locked = File::create(&lock).map_err(told)?;
        locked.lock().map_err(told)?;
        fs::create_dir(&folder).map_err(told)?;
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).map_err(told)?;
        if let Some(user) = user {
            chown(&folder, Some(user.uid), Some(user.gid)).map_err(told)?;
        }

        let port = free_port()?;
        let options = format!("-p {port} -k {} -c listen_addresses=127.0.0.1 -c max_connections=300", folder.display());
        let mut keeper = as_user(Command::new("sh"), user)
            .args(["-c", KEEPER, "keeper"])
            .args([&programs, &folder])
            .arg(options)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("sh cannot be run: {error}"))?;

        let mut said = String::new();
        if let Some(stdout) = keeper.stdout.take() {
            BufReader::new(stdout).read_line(&mut said).map_err(|error| error.to_string())?;
        }
        let cluster = Self { keeper, lock, _locked: locked, port };
        if said.trim() == "ready" { Ok(cluster) } else { Err("The temporary PostgreSQL did not start".into()) }
    }

    /// The address of the cluster's first database, with the rights to make others.
    pub fn url(&self) -> String {
        format!("postgres://gongkai@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("The temporary PostgreSQL may still run: {error}");
        }
        // A lock file left behind only costs the next sweep a look.
        fs::remove_file(&self.lock).ok();
    }
}

/// Keeps a cluster running until this program is ended.
///
/// # Errors
/// When the cluster does not start.
pub fn serve() -> Outcome {
    let cluster = Cluster::start()?;
    println!("{URL}={}\nCtrl-C stops it and deletes its data.", cluster.url());
    loop {
        std::thread::park();
    }
}

/// Deletes the clusters whose owner and keeper are both gone.
fn sweep(folder: &Path, programs: &Path, user: Option<User>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let ours = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(NAME));
    for lock in entries.filter(|path| ours(path) && path.extension().is_some_and(|ending| ending == "lock")) {
        let Ok(file) = File::open(&lock) else { continue };
        if file.try_lock().is_err() {
            continue;
        }
        let cluster = lock.with_extension("");
        if cluster.is_dir() {
            println!("Removing the temporary PostgreSQL of a run that died: {}", cluster.display());
            let mut stop = as_user(Command::new(programs.join("pg_ctl")), user);
            // It fails when the server is not running, which is just as well.
            output(stop.arg("-D").arg(cluster.join("data")).args(["-m", "immediate", "-w", "stop"])).ok();
        }
        // Another user's files stay: that user's next run removes them.
        if fs::remove_dir_all(&cluster).is_ok() || !cluster.exists() {
            fs::remove_file(&lock).ok();
        }
    }
}

/// A loopback port below the range that the kernel hands to outgoing connections, so that none of those takes it
/// between this look and the server's start.
fn free_port() -> Outcome<u16> {
    let first = u16::try_from(std::process::id() % 16_000).unwrap_or_default();
    let mut ports = (0..16_000).map(|step| 16_000 + (first + step) % 16_000);
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).ok_or_else(|| "No loopback port is free".into())
}

/// Somebody without rights: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl User {
    /// Nobody in particular when this program does not run as root.
    fn find() -> Outcome<Option<Self>> {
        if number("-u", None)? != 0 {
            return Ok(None);
        }
        let named = |name| Some(Self { uid: number("-u", Some(name)).ok()?, gid: number("-g", Some(name)).ok()? });
        let user = named("postgres").or_else(|| named("nobody"));
        user.map(Some).ok_or_else(|| "Run as root, this needs a user `postgres` or `nobody` for PostgreSQL".into())
    }
}

fn number(which: &str, user: Option<&str>) -> Outcome<u32> {
    let said = output(Command::new("id").arg(which).args(user))?;
    said.trim().parse().map_err(|_| format!("id {which} said {said}"))
}

/// The same command run by that user, from a folder that everybody may enter.
fn as_user(mut command: Command, user: Option<User>) -> Command {
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command.current_dir("/");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_cluster_leaves_neither_files_nor_a_server() {
        let cluster = Cluster::start().unwrap();
        let folder = cluster.lock.with_extension("");
        assert!(folder.join("data/postmaster.pid").exists());
        let port = cluster.port;
        drop(cluster);
        assert!(!folder.exists());
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }

    #[test]
    fn a_sweep_spares_the_clusters_of_living_owners() {
        let folder = env::temp_dir().join(format!("gongkai-sweep-{}", std::process::id()));
        let (dead, alive) = (folder.join(format!("{NAME}1")), folder.join(format!("{NAME}2")));
        fs::create_dir_all(&dead).unwrap();
        fs::create_dir_all(&alive).unwrap();
        File::create(dead.with_extension("lock")).unwrap();
        let held = File::create(alive.with_extension("lock")).unwrap();
        held.lock().unwrap();

        sweep(&folder, Path::new("/nowhere"), None);
        assert!(!dead.exists() && !dead.with_extension("lock").exists());
        assert!(alive.exists() && alive.with_extension("lock").exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
