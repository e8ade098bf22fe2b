//! A component that does what the tests of the runner need done to it.
//!
//! The path says what, the query is its argument. Faults are answered with 500 and
//! their text, which the tests compare.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures::SinkExt;
use http::StatusCode;
use http_body_util::BodyExt;
use spin_sdk::http::body::IncomingBodyExt;
use spin_sdk::http::{EmptyBody, IntoResponse, Request, body};
use spin_sdk::key_value::Store;
use spin_sdk::sqlite::{Connection, Value};
use spin_sdk::{http_service, variables, wasip3};

type Answer = Result<Bytes, String>;
type Body = http_body_util::combinators::UnsyncBoxBody<Bytes, std::io::Error>;

static SERVED: AtomicUsize = AtomicUsize::new(0);
static CONNECTION: OnceLock<Connection> = OnceLock::new();

#[http_service]
async fn handle(request: Request) -> impl IntoResponse {
    let served = SERVED.fetch_add(1, Ordering::Relaxed) + 1;
    let argument = request.uri().query().unwrap_or_default().replace('+', " ");
    let path = request.uri().path().to_owned();
    if path == "/echo" {
        return http::Response::new(echo(request));
    }
    if path == "/stream" {
        return http::Response::new(stream(argument.parse().unwrap_or(0)));
    }
    let answer = match path.as_str() {
        "/hello" => Ok(Bytes::from_static(b"hello")),
        "/served" => Ok(served.to_string().into()),
        "/headers" => headers(&request),
        "/slow" => slow(&argument).await,
        "/loop" => spin_forever(),
        "/busy" => busy(&argument),
        "/wait-and-loop" => {
            pause(50).await;
            spin_forever()
        }
        "/eat" => eat(),
        "/trap" => std::process::abort(),
        "/count" => count(request).await,
        "/variable" => variables::get(&argument).await.map(Bytes::from).map_err(debug),
        "/environment" => std::env::var(&argument).map(Bytes::from).map_err(debug),
        "/file" => std::fs::read(&argument).map(Bytes::from).map_err(debug),
        "/write-file" => std::fs::write(&argument, "x").map(|()| Bytes::new()).map_err(debug),
        "/fetch" => fetch(&argument).await,
        "/connect" => std::net::TcpStream::connect(&argument).map(|_| Bytes::new()).map_err(debug),
        "/print" => print(&argument),
        "/internal/tick" => print(&format!(
            "tick {} {}",
            request.method(),
            String::from_utf8_lossy(request.headers().get("authorization").map_or(b"", |v| v.as_bytes())),
        )),
        "/kv/get" => kv_get(&argument).await,
        "/kv/set" => kv_set(&argument, request).await,
        "/kv/delete" => kv_delete(&argument).await,
        "/kv/keys" => kv_keys().await,
        "/kv/open" => Store::open(&argument).await.map(|_| Bytes::new()).map_err(debug),
        "/sql" => sql(request).await,
        "/sql/open" => Connection::open(&argument).await.map(|_| Bytes::new()).map_err(debug),
        "/sql/read" => read(&argument).await,
        "/sql/rows" => rows(&argument).await,
        _ => Err(format!("no {path}")),
    };
    let (status, bytes) = match answer {
        Ok(bytes) => (StatusCode::OK, bytes),
        Err(text) => (StatusCode::INTERNAL_SERVER_ERROR, text.into()),
    };
    let mut response = http::Response::new(whole(bytes));
    *response.status_mut() = status;
    response
}

fn debug(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

fn whole(bytes: Bytes) -> Body {
    http_body_util::Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}

/// The request's body, part by part as it comes.
fn echo(request: Request) -> Body {
    let mut parts = request.into_body().stream();
    let (mut sender, body) = body::stream::<Bytes>();
    wasip3::spawn(async move {
        use futures::StreamExt;
        while let Some(Ok(part)) = parts.next().await {
            if sender.send(part).await.is_err() {
                break;
            }
        }
    });
    body.map_err(std::io::Error::other).boxed_unsync()
}

/// Numbered parts every `milliseconds`, until nobody reads them.
fn stream(milliseconds: u64) -> Body {
    let (mut sender, body) = body::stream::<Bytes>();
    wasip3::spawn(async move {
        for number in 0_u64.. {
            if sender.send(format!("{number}\n").into()).await.is_err() {
                println!("stream ended after {number}");
                break;
            }
            pause(milliseconds).await;
        }
    });
    body.map_err(std::io::Error::other).boxed_unsync()
}

async fn pause(milliseconds: u64) {
    wasip3::clocks::monotonic_clock::wait_for(milliseconds * 1_000_000).await;
}

fn headers(request: &Request) -> Answer {
    let text = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))
    };
    Ok(request.headers().iter().map(text).collect::<String>().into())
}

async fn slow(milliseconds: &str) -> Answer {
    pause(milliseconds.parse().map_err(debug)?).await;
    Ok(Bytes::from_static(b"slow"))
}

fn spin_forever() -> Answer {
    let mut number = 1_u64;
    loop {
        number = std::hint::black_box(number.wrapping_mul(3));
    }
}

fn busy(milliseconds: &str) -> Answer {
    let milliseconds: u128 = milliseconds.parse().map_err(debug)?;
    let start = std::time::Instant::now();
    while start.elapsed().as_millis() < milliseconds {
        std::hint::black_box(0);
    }
    Ok(Bytes::from_static(b"busy"))
}

fn eat() -> Answer {
    let mut eaten = Vec::new();
    loop {
        eaten.push(std::hint::black_box(vec![1_u8; 1024 * 1024]));
    }
}

async fn count(request: Request) -> Answer {
    use futures::StreamExt;
    let mut parts = request.into_body().stream();
    let mut bytes = 0;
    while let Some(part) = parts.next().await {
        bytes += part.map_err(debug)?.len();
    }
    Ok(bytes.to_string().into())
}

async fn fetch(url: &str) -> Answer {
    let request = http::Request::get(url).body(EmptyBody::new()).map_err(debug)?;
    let response = spin_sdk::http::send(request).await.map_err(debug)?;
    let status = response.status();
    let body = response.into_body().collect().await.map_err(debug)?.to_bytes();
    Ok(format!("{} {}", status.as_u16(), String::from_utf8_lossy(&body)).into())
}

fn print(text: &str) -> Answer {
    println!("out {text}");
    eprintln!("err {text}");
    Ok(Bytes::new())
}

async fn kv_get(key: &str) -> Answer {
    let store = Store::open_default().await.map_err(debug)?;
    let value = store.get(key).await.map_err(debug)?;
    value.map(Bytes::from).ok_or_else(|| "none".to_owned())
}

async fn kv_set(key: &str, request: Request) -> Answer {
    let store = Store::open_default().await.map_err(debug)?;
    let value = request.into_body().bytes().await.map_err(debug)?;
    store.set(key, &value).await.map_err(debug)?;
    Ok(Bytes::new())
}

async fn kv_delete(key: &str) -> Answer {
    let store = Store::open_default().await.map_err(debug)?;
    store.delete(key).await.map_err(debug)?;
    Ok(store.exists(key).await.map_err(debug)?.to_string().into())
}

async fn kv_keys() -> Answer {
    let store = Store::open_default().await.map_err(debug)?;
    let keys = store.get_keys().await.collect().await.map_err(debug)?;
    Ok(keys.join(" ").into())
}

/// Runs the body's statements, one a line, on a connection of its own; answers the
/// last one's rows.
async fn sql(request: Request) -> Answer {
    let text = request.into_body().bytes().await.map_err(debug)?;
    let text = String::from_utf8(text.to_vec()).map_err(debug)?;
    let connection = Connection::open_default().await.map_err(debug)?;
    let mut answer = String::new();
    for statement in text.lines() {
        let result = connection.execute(statement, []).await.map_err(debug)?;
        answer = format!("{:?}", result.columns());
        for row in result.collect().await.map_err(debug)? {
            answer += &format!(" {:?}", row.values);
        }
    }
    Ok(format!(
        "{answer} changes={} rowid={}",
        connection.changes().await,
        connection.last_insert_rowid().await
    )
    .into())
}

/// One indexed read on the connection that the instance keeps.
async fn read(id: &str) -> Answer {
    let connection = match CONNECTION.get() {
        Some(connection) => connection,
        None => {
            let connection = Connection::open_default().await.map_err(debug)?;
            CONNECTION.get_or_init(|| connection)
        }
    };
    let id = Value::Integer(id.parse().map_err(debug)?);
    let result = connection.execute("SELECT text FROM item WHERE id = ?", [id]).await;
    let rows = result.map_err(debug)?.collect().await.map_err(debug)?;
    let text = rows.first().and_then(|row| row.get::<&str>(0)).unwrap_or("none");
    Ok(text.to_owned().into())
}

/// Streams this many rows and adds them up.
async fn rows(number: &str) -> Answer {
    let connection = Connection::open_default().await.map_err(debug)?;
    let statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?) \
                     SELECT i FROM n";
    let limit = Value::Integer(number.parse().map_err(debug)?);
    let mut result = connection.execute(statement, [limit]).await.map_err(debug)?;
    let mut sums = BTreeMap::new();
    while let Some(row) = result.next().await {
        *sums.entry(()).or_insert(0_i64) += row.get::<i64>(0).unwrap_or_default();
    }
    result.result().await.map_err(debug)?;
    Ok(sums.get(&()).copied().unwrap_or_default().to_string().into())
}
