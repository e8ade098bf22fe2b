//! Registering appeals, and looking one up by its number and code.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::load::{Body, Request};
use crate::measure::{Side, measure};
use crate::options::SMALL;
use crate::server::Server;
use crate::stage::{Data, Stage};

use super::{Case, against_half, begin, load};

/// Appeals that are looked up in turn.
const LOOKED_UP: usize = 256;

/// An appeal that passes every check, with all of its applicant's data.
fn request(run: &str, place: usize) -> Request {
    let body = json!({
        "type": "complaint",
        "category": "roads.surface",
        "region": "62",
        "title": format!("Яма на проезжей части у дома {}", place % 200 + 1),
        "text": format!(
            "Глубокая яма напротив дома, машины объезжают её по тротуару, пешеходам приходится \
             выходить на дорогу. Просим отремонтировать покрытие и сообщить о сроках. Запись {place}."
        ),
        "anonymous": false,
        "applicant": {
            "last_name": "Иванова", "first_name": "Анна", "middle_name": "Петровна",
            "birth_date": "1990-05-31", "inn": "500100732259", "snils": "112-233-445 95",
            "email": "anna@example.ru", "phone": "+7 912 345-67-89"
        },
        "fields": { "address": "ул. Ленина, 5" },
        "answer_by": ["cabinet", "email"]
    });
    let headers = format!("Content-Type: application/json\r\nIdempotency-Key: {run}-{place}\r\n");
    Request::post(
        "/api/v1/appeals",
        &headers,
        Body::Own(body.to_string().into_bytes()),
    )
}

/// Keys of this run: an instance elsewhere remembers those of the runs before.
fn run() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Submissions with all checks, an idempotency key included.
pub(super) fn submission(stage: &Stage) -> Result<()> {
    let servers = stage.servers(Data::Own(SMALL))?;
    let run = run();
    let sides: Vec<Side<'_>> = servers
        .iter()
        .map(|server| Side {
            server,
            make: Box::new(|place| request(&run, place)),
        })
        .collect();
    let load = load(stage, 201);
    let figures = measure(&sides, load, stage.options.plan())?;
    let line = begin(Case::Submission, load, stage);
    let line = if stage.options.base_url.is_none() {
        line.with("rows", SMALL)
    } else {
        line
    };
    println!("{}", against_half(line, &figures));
    Ok(())
}

/// One appeal by its number, as its applicant sees it.
pub(super) fn appeal(stage: &Stage) -> Result<()> {
    let servers = stage.servers(Data::Own(SMALL))?;
    let run = run();
    let mut sides = Vec::new();
    for server in &servers {
        let appeals = register(server, &run)?;
        let make = move |place: usize| {
            let (number, code) = &appeals[place % appeals.len()];
            let headers = format!("Accept: application/json\r\nOtklik-Access-Code: {code}\r\n");
            Request::get(&format!("/api/v1/appeals/{number}"), &headers)
        };
        sides.push(Side {
            server,
            make: Box::new(make),
        });
    }
    let load = load(stage, 200);
    let figures = measure(&sides, load, stage.options.plan())?;
    let line = begin(Case::Appeal, load, stage);
    let line = if stage.options.base_url.is_none() {
        line.with("rows", SMALL)
    } else {
        line
    };
    println!("{}", against_half(line, &figures));
    Ok(())
}

/// Registers appeals and gives their numbers and codes.
pub(super) fn register(server: &Server, run: &str) -> Result<Vec<(String, String)>> {
    let mut connection = Connection::open(server.address)?;
    let mut registered = Vec::new();
    for place in 0..LOOKED_UP {
        let answer = request(run, place).send(&mut connection, 201)?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        let text = |name: &str| {
            let value = body[name].as_str().map(str::to_owned);
            value.with_context(|| format!("a registration without {name}"))
        };
        registered.push((text("number")?, text("access_code")?));
    }
    Ok(registered)
}
