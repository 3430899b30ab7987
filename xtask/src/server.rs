//! A static web server for this machine alone: GET and HEAD, on 127.0.0.1, one request a connection
//! and a thread for each. (Servers with a pool of threads can leave a browser waiting that opens
//! connections ahead of need.)

use crate::site::{Route, Site, cache_control, content_type};
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Bytes of a request's head that are read at most.
const LONGEST_HEAD: u64 = 64 << 10;

/// A connection that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server. It stops when it is dropped.
pub struct Server {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
    acceptor: Option<JoinHandle<()>>,
}

/// What goes back: status, header lines and body.
struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Server {
    /// Port 0 takes a free one.
    pub fn start(site: Site, port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| refusal(port, &error))?;
        let address = listener.local_addr().context("the server has no address")?;
        let stopping = Arc::new(AtomicBool::new(false));
        let told = stopping.clone();
        let acceptor = thread::spawn(move || accept(&listener, &Arc::new(site), &told));
        Ok(Self { address, stopping, acceptor: Some(acceptor) })
    }

    /// Ends with a slash.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the program is ended.
    pub fn wait(mut self) {
        self.join();
    }

    fn join(&mut self) {
        if self.acceptor.take().is_some_and(|acceptor| acceptor.join().is_err()) {
            eprintln!("the server ended early");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes the acceptor, which looks at the flag first.
        if let Err(error) = TcpStream::connect(self.address) {
            eprintln!("the server could not be woken: {error}");
            return;
        }
        self.join();
    }
}

fn refusal(port: u16, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow!("port {port} is taken: choose another with `cargo xtask serve --port`"),
        _ => anyhow!("port {port} can't be opened: {error}"),
    }
}

fn accept(listener: &TcpListener, site: &Arc<Site>, stopping: &AtomicBool) {
    for connection in listener.incoming() {
        if stopping.load(Ordering::SeqCst) {
            return;
        }
        let site = site.clone();
        match connection {
            Ok(connection) => {
                thread::spawn(move || {
                    if let Err(error) = serve(&connection, &site) {
                        eprintln!("{error:#}");
                    }
                });
            }
            Err(error) => eprintln!("a connection failed: {error}"),
        }
    }
}

/// Answers the one request of a connection. A browser that opens it and says nothing, or turns away,
/// is no fault.
fn serve(connection: &TcpStream, site: &Site) -> Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let Some((method, target)) = request(connection) else { return Ok(()) };
    let answer = answer(&method, &target, site)?;
    match send(connection, &answer, method == "HEAD") {
        Err(error) if !left_early(&error) => Err(error.into()),
        _ => Ok(()),
    }
}

/// Method and target of a request whose head has been read to its end.
fn request(connection: &TcpStream) -> Option<(String, String)> {
    let mut lines = BufReader::new(connection.take(LONGEST_HEAD)).lines();
    let first = lines.next()?.ok()?;
    for line in lines {
        if line.ok()?.is_empty() {
            let mut words = first.split(' ');
            return Some((words.next()?.to_owned(), words.next()?.to_owned()));
        }
    }
    None
}

fn send(mut connection: &TcpStream, answer: &Answer, head_only: bool) -> io::Result<()> {
    let mut text =
        format!("HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        text += &format!("{name}: {value}\r\n");
    }
    connection.write_all(text.as_bytes())?;
    connection.write_all(b"\r\n")?;
    if !head_only {
        connection.write_all(&answer.body)?;
    }
    connection.flush()
}

fn left_early(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted)
}

fn answer(method: &str, target: &str, site: &Site) -> Result<Answer> {
    if !matches!(method, "GET" | "HEAD") {
        return Ok(text("405 Method Not Allowed", "only GET and HEAD\n").with("Allow", "GET, HEAD"));
    }
    Ok(match site.route(target) {
        Route::Redirect(place) => text("301 Moved Permanently", "it is there\n").with("Location", place),
        Route::NotFound => text("404 Not Found", "there is no such file\n"),
        Route::File(path) if !path.is_file() => text("404 Not Found", "there is no such file\n"),
        Route::File(path) => {
            let body = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
            let answer = Answer { status: "200 OK", headers: Vec::new(), body };
            answer.with("Content-Type", content_type(&path)).with("Cache-Control", cache_control(&path))
        }
    })
}

fn text(status: &'static str, text: &str) -> Answer {
    let answer = Answer { status, headers: Vec::new(), body: text.into() };
    answer.with("Content-Type", "text/plain; charset=utf-8")
}

impl Answer {
    fn with(mut self, name: &'static str, value: &str) -> Answer {
        self.headers.push((name, value.to_owned()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole answer to a request with `line` as its first line.
    fn ask(server: &Server, line: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn started() -> (tempfile::TempDir, Server) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "<p>page</p>").unwrap();
        fs::write(folder.path().join("app-0123456789abcdef.js"), "x".repeat(50_000)).unwrap();
        let site = Site::also_under(folder.path().into(), "/sub/");
        let server = Server::start(site, 0).unwrap();
        (folder, server)
    }

    #[test]
    fn a_page_comes_with_its_type_and_is_asked_for_again() {
        let (_folder, server) = started();
        for url in ["/", "/sub/"] {
            let answer = ask(&server, &format!("GET {url}"));
            assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
            assert!(answer.contains("Content-Type: text/html; charset=utf-8\r\n"));
            assert!(answer.contains("Cache-Control: no-cache\r\n"));
            assert!(answer.ends_with("\r\n\r\n<p>page</p>"));
        }
    }

    #[test]
    fn a_large_file_comes_with_its_length() {
        let (_folder, server) = started();
        let answer = ask(&server, "GET /app-0123456789abcdef.js");
        assert!(answer.contains("Content-Length: 50000\r\n"));
        assert!(answer.contains("immutable"));
    }

    #[test]
    fn head_sends_no_body() {
        let (_folder, server) = started();
        let answer = ask(&server, "HEAD /");
        assert!(answer.contains("Content-Length: 11\r\n"));
        assert!(answer.ends_with("\r\n\r\n"));
    }

    #[test]
    fn the_rest_is_refused() {
        let (_folder, server) = started();
        let cases = [("GET /nowhere.js", "404"), ("GET /../Cargo.toml", "404"), ("POST /", "405"), ("GET /sub", "301")];
        for (line, status) in cases {
            let answer = ask(&server, line);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
        }
    }

    #[test]
    fn a_taken_port_is_one_sentence() {
        let (folder, server) = started();
        let port = server.address.port();
        let second = Server::start(Site::at_root(folder.path().into()), port);
        assert_eq!(
            second.err().unwrap().to_string(),
            format!("port {port} is taken: choose another with `cargo xtask serve --port`")
        );
    }

    #[test]
    fn a_dropped_server_answers_no_more() {
        let (_folder, server) = started();
        let address = server.address;
        drop(server);
        let refused = TcpStream::connect(address).and_then(|mut stream| {
            write!(stream, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)
        });
        assert!(matches!(refused, Err(_) | Ok(0)));
    }

    #[test]
    fn connections_that_say_nothing_keep_nobody_waiting() {
        let (_folder, server) = started();
        let silent: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(server.address).unwrap()).collect();
        assert!(ask(&server, "GET /").starts_with("HTTP/1.1 200 "));
        drop(silent);
    }
}
