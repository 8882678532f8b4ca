//! A mail server for one test: Debian's aiosmtpd with a certificate of its own, keeping what it takes in a Maildir.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mail::{Security, Server, Written};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

/// Where Python and its packages are: the first that has the mail server. Debian's is not always the first on the path.
pub fn python() -> &'static str {
    let has = |python: &&str| {
        let found = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    };
    ["python3", "/usr/bin/python3"].into_iter().find(has).expect("python3-aiosmtpd is installed by `cargo xtask setup`")
}

/// A running mail server; dropping it stops it.
pub struct Postmaster {
    process: Option<Child>,
    folder: TempDir,
    port: u16,
    options: Vec<String>,
    pub root: Vec<u8>,
}

/// The root of trust, and the server's certificate and key as files in `folder`.
fn certify(folder: &Path) -> Vec<u8> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let root = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let leaf_key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["localhost".into()]).unwrap().signed_by(&leaf_key, &issuer).unwrap();
    std::fs::write(folder.join("cert.pem"), leaf.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), leaf_key.serialize_pem()).unwrap();
    root.into_bytes()
}

impl Postmaster {
    /// Not running yet; `options` are aiosmtpd's, `CERT` and `KEY` standing for the files.
    pub fn new(options: &[&str]) -> Self {
        let folder = TempDir::with_prefix("gongkai-mail-").unwrap();
        let root = certify(folder.path());
        let file = |name: &str| folder.path().join(name).display().to_string();
        let option = |option: &&str| match *option {
            "CERT" => file("cert.pem"),
            "KEY" => file("key.pem"),
            other => other.to_owned(),
        };
        let options = options.iter().map(option).collect();
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        Self { process: None, folder, port, options, root }
    }

    /// Running, with STARTTLS demanded of whoever sends.
    pub fn starttls() -> Self {
        let mut server = Self::new(&["--tlscert", "CERT", "--tlskey", "KEY"]);
        server.start();
        server
    }

    /// Starts it and waits until it answers.
    pub fn start(&mut self) {
        let child = Command::new(python())
            .args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{}", self.port)])
            .args(&self.options)
            .args(["-c", "aiosmtpd.handlers.Mailbox"])
            .arg(self.maildir())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.process = Some(child);
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "aiosmtpd does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn maildir(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// As the operator would set it up, trusting `roots`.
    pub fn settings(&self, security: Security, roots: &[u8]) -> Server {
        settings(self.port, security, roots)
    }

    /// The files of the messages it took.
    pub fn taken(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.maildir().join("new")).into_iter().flatten();
        files.map(|file| file.unwrap().path()).collect()
    }

    /// The Message-IDs of what it took, each as often as it came.
    pub fn ids(&self) -> Vec<String> {
        let id = |path: PathBuf| {
            let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
            let line = text.lines().find(|line| line.starts_with("Message-ID: ")).unwrap();
            line["Message-ID: <".len()..].split('@').next().unwrap().to_owned()
        };
        self.taken().into_iter().map(id).collect()
    }
}

/// The settings of a sender to a server on this machine.
pub fn settings(port: u16, security: Security, roots: &[u8]) -> Server {
    let written = Written {
        host: "localhost",
        port,
        security,
        user: "",
        password: "",
        from: "甲市政务公开办 <gongkai@example.gov.cn>",
        bounce: "bounces@example.gov.cn",
        timeout: Duration::from_secs(20),
        roots: Some(roots),
    };
    Server::new(&written).unwrap()
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
