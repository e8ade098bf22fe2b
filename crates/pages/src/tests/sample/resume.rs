use super::*;

pub(crate) fn resume_view(lang: Lang, why: ResumeWhy) -> ResumeView {
    let is_desk = matches!(why, ResumeWhy::Idle | ResumeWhy::Other);
    let values = [
        ("version", "3"),
        ("direction", "question"),
        (
            "text",
            t(
                lang,
                "На какой полосе яма?\nИ у какого дома?",
                "In which lane is it?\nAnd at which house?",
            ),
        ),
        ("opened_by", "0197f3c2"),
    ];
    ResumeView {
        shell: shell(lang, "/"),
        is_desk,
        why,
        whose: t(lang, "Ольга Смирнова", "Olga Smirnova").into(),
        sign_in: "/sign-in?return_to=%2Fsign-in%3Fdone%3Dback",
        number: "2025-0000123-4".into(),
        error: String::new(),
        back: "/desk/appeals/2025-0000123-4".into(),
        form: ResumeForm {
            action: "/api/v1/appeals/2025-0000123-4/messages".into(),
            values: values.into_iter().collect(),
            file_controls: vec!["files".into()],
            lost: vec![t(lang, "план.pdf", "plan.pdf").into()],
        },
    }
}

pub(crate) fn resume_pages(lang: Lang) -> Vec<(&'static str, String)> {
    let page = |why| resume(&resume_view(lang, why));
    vec![
        ("resume", page(ResumeWhy::Unknown)),
        ("resume-desk", page(ResumeWhy::Idle)),
        ("resume-over", page(ResumeWhy::Over)),
        ("resume-code", page(ResumeWhy::Code)),
        (
            "resume-code-wrong",
            resume(&ResumeView {
                error: t(lang, "Обращение не найдено", "No such appeal").into(),
                ..resume_view(lang, ResumeWhy::Code)
            }),
        ),
        ("resume-opened", page(ResumeWhy::Opened)),
        ("resume-other", page(ResumeWhy::Other)),
        (
            "signed-in",
            signed_in(&SignedInView {
                shell: shell(lang, "/sign-in?done=back"),
            }),
        ),
    ]
}
