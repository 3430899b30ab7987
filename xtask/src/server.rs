//! A static web server for this machine alone: GET and HEAD, on 127.0.0.1.

use crate::site::{Route, Site, cache_control, content_type};
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::io::{self, Cursor, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Method, Request, Response};

const THREADS: usize = 4;

/// A running server. It stops when it is dropped.
pub struct Server {
    listener: Arc<tiny_http::Server>,
    address: SocketAddr,
    threads: Vec<JoinHandle<()>>,
}

type Answer = Response<Cursor<Vec<u8>>>;

impl Server {
    /// Port 0 takes a free one.
    pub fn start(site: Site, port: u16) -> Result<Self> {
        let listener =
            tiny_http::Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| refusal(port, error.as_ref()))?;
        let address = listener.server_addr().to_ip().context("the server has no address")?;
        let listener = Arc::new(listener);
        let site = Arc::new(site);
        let threads = (0..THREADS)
            .map(|_| {
                let (listener, site) = (listener.clone(), site.clone());
                thread::spawn(move || serve(&listener, &site))
            })
            .collect();
        Ok(Self { listener, address, threads })
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
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                eprintln!("a thread of the server ended early");
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.listener.unblock();
        }
        self.join();
    }
}

fn refusal(port: u16, error: &(dyn std::error::Error + 'static)) -> anyhow::Error {
    let taken = error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::AddrInUse);
    match taken {
        true => anyhow!("port {port} is taken: choose another with `cargo xtask serve --port`"),
        false => anyhow!("port {port} can't be opened: {error}"),
    }
}

fn serve(listener: &tiny_http::Server, site: &Site) {
    while let Ok(request) = listener.recv() {
        if let Err(error) = respond(request, site) {
            eprintln!("{error:#}");
        }
    }
}

fn respond(request: Request, site: &Site) -> Result<()> {
    let answer = answer(&request, site)?;
    match request.respond(answer) {
        Err(error) if !left_early(&error) => Err(error.into()),
        _ => Ok(()),
    }
}

/// A browser that turns away in the middle of an answer is no fault.
fn left_early(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted)
}

fn answer(request: &Request, site: &Site) -> Result<Answer> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Ok(text(405, "only GET and HEAD\n")?.with_header(header("Allow", "GET, HEAD")?));
    }
    match site.route(request.url()) {
        Route::Redirect(place) => Ok(text(301, "it is there\n")?.with_header(header("Location", place)?)),
        Route::NotFound => text(404, "there is no such file\n"),
        Route::File(path) if !path.is_file() => text(404, "there is no such file\n"),
        Route::File(path) => {
            let bytes = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
            let answer = response(200, bytes, content_type(&path))?;
            Ok(answer.with_header(header("Cache-Control", cache_control(&path))?))
        }
    }
}

fn text(status: u16, text: &str) -> Result<Answer> {
    response(status, text.into(), "text/plain; charset=utf-8")
}

/// Never in chunks: a length lets the browser show progress, as a real host does.
fn response(status: u16, bytes: Vec<u8>, content_type: &str) -> Result<Answer> {
    Ok(Response::from_data(bytes)
        .with_status_code(status)
        .with_chunked_threshold(usize::MAX)
        .with_header(header("Content-Type", content_type)?))
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value).map_err(|()| anyhow!("{name}: {value} is no header"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

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
}
