//! The journal as server-sent events (WHATWG HTML, 9.2).

use std::time::Duration;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use futures::stream;
use spin_sdk::time::sleep;
use store::journal;
use web::Problem;
use web::auth::Access;
use web::capabilities::database;

use crate::appeal_events::shown;

/// How often the journal is looked at: a reader sees a change within this time, and a look is one indexed
/// read.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Looks without news before a comment is sent, so that proxies don't take the silence for death.
const LOOKS_UNTIL_COMMENT: u32 = 15;

/// Looks in one connection. The browser comes back by itself with `Last-Event-ID`; an instance is not held
/// for days.
const MAX_LOOKS: u32 = 600;

struct Follower {
    appeal: String,
    access: Access,
    after: i64,
    lang: Lang,
    looks: u32,
    silent: u32,
}

/// Streams the events after `after`, and then each as it happens.
pub(crate) fn follow(appeal: String, access: Access, after: i64, lang: Lang) -> Response {
    let follower = Follower {
        appeal,
        access,
        after,
        lang,
        looks: 0,
        silent: 0,
    };
    let chunks = stream::unfold(follower, next);
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(chunks)).into_response()
}

/// The next piece of the stream: news, or a sign of life.
async fn next(mut follower: Follower) -> Option<(Result<String, std::io::Error>, Follower)> {
    loop {
        if follower.looks >= MAX_LOOKS {
            return None;
        }
        if follower.looks > 0 {
            sleep(LOOK_EVERY).await;
        }
        follower.looks += 1;
        // The first piece goes out at once, so that the reader knows that the stream is open.
        let mut text = if follower.looks == 1 {
            "retry: 3000\n\n".to_owned()
        } else {
            String::new()
        };
        match news(&mut follower).await {
            Ok(news) => text.push_str(&news),
            Err(problem) => {
                let cause = problem.cause.unwrap_or_default();
                return Some((Err(std::io::Error::other(cause)), follower));
            }
        }
        if text.is_empty() {
            follower.silent += 1;
            if follower.silent < LOOKS_UNTIL_COMMENT {
                continue;
            }
            text.push_str(":\n\n");
        }
        follower.silent = 0;
        return Some((Ok(text), follower));
    }
}

async fn news(follower: &mut Follower) -> Result<String, Problem> {
    let events = journal::events(database().await?, &follower.appeal, follower.after).await?;
    let mut text = String::new();
    for event in &events {
        follower.after = event.seq;
        if !follower.access.sees(&event.event) {
            continue;
        }
        let item = shown(event, &follower.access, follower.lang);
        let data = serde_json::to_string(&item).map_err(Problem::internal)?;
        text.push_str(&format!(
            "event: journal\nid: {}\ndata: {data}\n\n",
            event.seq
        ));
    }
    Ok(text)
}
