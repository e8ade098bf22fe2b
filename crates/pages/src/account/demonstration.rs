use askama::Template;

use crate::shell::Shell;

/// `/demo`: as whom one can enter a demonstration, and what there is to do. A press sends `person` to `POST /demo`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/demonstration.html", whitespace = "minimize")]
pub struct DemonstrationView {
    /// Language and address.
    pub shell: Shell,
    /// Everybody with their name.
    pub people: Vec<(DemonstrationRole, String)>,
}

/// As whom one can enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemonstrationRole {
    /// Writes, replies, rates.
    Applicant,
    /// Works on appeals.
    Operator,
    /// Approves answers.
    Supervisor,
    /// Answers for the whole agency: decides on objections.
    Head,
    /// Looks after the configuration.
    Administrator,
}

impl DemonstrationRole {
    /// Every one, in the order in which an appeal meets them.
    pub const ALL: [DemonstrationRole; 5] = [
        DemonstrationRole::Applicant,
        DemonstrationRole::Operator,
        DemonstrationRole::Supervisor,
        DemonstrationRole::Head,
        DemonstrationRole::Administrator,
    ];

    /// The code, as a form sends it.
    pub const fn as_str(self) -> &'static str {
        match self {
            DemonstrationRole::Applicant => "applicant",
            DemonstrationRole::Operator => "operator",
            DemonstrationRole::Supervisor => "supervisor",
            DemonstrationRole::Head => "head",
            DemonstrationRole::Administrator => "administrator",
        }
    }

    fn title(self, shell: &Shell) -> &str {
        match self {
            DemonstrationRole::Applicant => shell.t("Заявитель", "Applicant"),
            DemonstrationRole::Operator => shell.t("Оператор", "Operator"),
            DemonstrationRole::Supervisor => shell.t("Руководитель", "Supervisor"),
            DemonstrationRole::Head => shell.t("Глава ведомства", "Head of the agency"),
            DemonstrationRole::Administrator => shell.t("Администратор", "Administrator"),
        }
    }

    fn button(self, shell: &Shell) -> &str {
        match self {
            DemonstrationRole::Applicant => shell.t("Войти заявителем", "Enter as the applicant"),
            DemonstrationRole::Operator => shell.t("Войти оператором", "Enter as the operator"),
            DemonstrationRole::Supervisor => {
                shell.t("Войти руководителем", "Enter as the supervisor")
            }
            DemonstrationRole::Head => shell.t("Войти главой ведомства", "Enter as the head"),
            DemonstrationRole::Administrator => {
                shell.t("Войти администратором", "Enter as the administrator")
            }
        }
    }

    /// What waits for this person in the demonstration's data.
    fn tasks(self, shell: &Shell) -> Vec<&str> {
        match self {
            DemonstrationRole::Applicant => vec![
                shell.t(
                    "Ответьте на вопрос ведомства о съезде на Полевой.",
                    "Answer the agency's question about the slip road at Polevaya.",
                ),
                shell.t(
                    "Оцените ответ про яму на Садовой или обжалуйте его.",
                    "Rate the answer about the pothole in Sadovaya, or contest it.",
                ),
                shell.t(
                    "Подайте новое обращение с фотографией.",
                    "Send a new appeal with a photo.",
                ),
            ],
            DemonstrationRole::Operator => vec![
                shell.t(
                    "Возьмите в работу новое обращение о знаке у рынка.",
                    "Take the new appeal about the sign at the market.",
                ),
                shell.t(
                    "Допишите ответ про ограждение у школы и отправьте на утверждение.",
                    "Finish the answer about the railing at the school and submit it for approval.",
                ),
                shell.t(
                    "Спросите заявителя, передайте обращение другому ведомству.",
                    "Ask an applicant, forward an appeal to another agency.",
                ),
            ],
            DemonstrationRole::Supervisor => vec![
                shell.t(
                    "Утвердите ответ про светофор на Мира или верните его с замечаниями.",
                    "Approve the answer about the lights in Mira, or return it with remarks.",
                ),
                shell.t(
                    "Назначьте исполнителя обращению, которое никто не взял.",
                    "Assign an appeal that nobody has taken.",
                ),
            ],
            DemonstrationRole::Head => vec![
                shell.t(
                    "Решите обжалование ответа о переходе на Заречной: руководитель, который этот ответ утвердил, решать его не может.",
                    "Decide the objection to the answer about the crossing in Zarechnaya: the supervisor, who approved the answer, may not.",
                ),
                shell.t(
                    "Рассмотрите отзывы и посмотрите, как идёт работа ведомства.",
                    "Look into the reviews and see how the agency's work goes.",
                ),
            ],
            DemonstrationRole::Administrator => vec![
                shell.t(
                    "Измените тему, срок или правило маршрутизации: действует сразу, без перезапуска, а кто и что изменил, видно в истории.",
                    "Change a topic, a term or a routing rule: it holds at once, without a restart, and the history tells who changed what.",
                ),
                shell.t(
                    "Пригласите сотрудника: ссылка из приглашения приведёт его на рабочее место.",
                    "Invite a member of staff: the invitation's link leads them to the desk.",
                ),
            ],
        }
    }
}
