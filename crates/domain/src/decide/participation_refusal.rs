//! Why a command around participants, tasks, files or conduct is refused.

use super::Stands;
use crate::lang::Text;

/// A refusal, with a stable code and a text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("refused: {}", self.code())]
pub enum ParticipationRefusal {
    /// The invitation was accepted, taken back, or never was.
    InvitationGone,
    /// The account or agency cannot take part in this role.
    RoleDoesNotFit,
    /// They take part already.
    TakesPartAlready,
    /// These rights cannot be given in this role.
    RightNotGiven,
    /// Nobody with this id takes part.
    NoSuchParticipant,
    /// There are as many as there may be.
    TooManyParticipants,
    /// There were as many invitations as there may be, those that were taken back included.
    TooManyInvitations,
    /// There is no task with this id.
    NoSuchTask,
    /// The task is not at the stage for this.
    TaskElsewhere,
    /// There are as many as there may be.
    TooManyTasks,
    /// The appeal is ended.
    Ended,
    /// Somebody works on the appeal, so its text stands.
    EditingEnded,
    /// The appeal has no such file.
    NoSuchFile,
    /// The file has no such version.
    NoSuchVersion,
    /// There are as many as there may be.
    TooManyVersions,
    /// There is no event with this number.
    NoSuchText,
    /// There is no mark with this id.
    NoSuchMark,
    /// The text is marked already, or there are too many marks.
    MarkedAlready,
    /// The mark was contested or decided on.
    ContestedAlready,
    /// Whoever decided first does not decide on the complaint.
    OwnDecision,
}

impl ParticipationRefusal {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            ParticipationRefusal::InvitationGone => "invitation_gone",
            ParticipationRefusal::RoleDoesNotFit => "role_does_not_fit",
            ParticipationRefusal::TakesPartAlready => "takes_part_already",
            ParticipationRefusal::RightNotGiven => "right_not_given",
            ParticipationRefusal::NoSuchParticipant => "participant_unknown",
            ParticipationRefusal::TooManyParticipants => "participants_count",
            ParticipationRefusal::TooManyInvitations => "invitations_count",
            ParticipationRefusal::NoSuchTask => "task_unknown",
            ParticipationRefusal::TaskElsewhere => "task_elsewhere",
            ParticipationRefusal::TooManyTasks => "tasks_count",
            ParticipationRefusal::Ended => "appeal_ended",
            ParticipationRefusal::EditingEnded => "editing_ended",
            ParticipationRefusal::NoSuchFile => "file_unknown",
            ParticipationRefusal::NoSuchVersion => "version_unknown",
            ParticipationRefusal::TooManyVersions => "versions_count",
            ParticipationRefusal::NoSuchText => "entry_unknown",
            ParticipationRefusal::NoSuchMark => "mark_unknown",
            ParticipationRefusal::MarkedAlready => "marked_already",
            ParticipationRefusal::ContestedAlready => "contested_already",
            ParticipationRefusal::OwnDecision => "own_decision",
        }
    }

    /// What stands against the command.
    pub const fn stands(self) -> Stands {
        use ParticipationRefusal::*;
        match self {
            OwnDecision => Stands::Person,
            InvitationGone | TakesPartAlready | TooManyParticipants | TooManyInvitations
            | TaskElsewhere | TooManyTasks | Ended | EditingEnded | TooManyVersions
            | MarkedAlready | ContestedAlready => Stands::State,
            RoleDoesNotFit | RightNotGiven | NoSuchParticipant | NoSuchTask | NoSuchFile
            | NoSuchVersion | NoSuchText | NoSuchMark => Stands::Input,
        }
    }

    /// The message for people.
    pub fn text(self) -> Text {
        match self {
            ParticipationRefusal::InvitationGone => Text::fixed(
                "Приглашение больше не действует: попросите прислать новое",
                "The invitation works no longer: ask for a new one",
            ),
            ParticipationRefusal::RoleDoesNotFit => Text::fixed(
                "С этой учётной записью нельзя участвовать в такой роли",
                "This account cannot take part in this role",
            ),
            ParticipationRefusal::TakesPartAlready => Text::fixed(
                "Этот человек или ведомство уже участвует в обращении",
                "They take part in the appeal already",
            ),
            ParticipationRefusal::RightNotGiven => Text::fixed(
                "Такие права в этой роли не даются. Файлы открывают вместе с данными заявителя, писать можно там, где можно читать",
                "These rights cannot be given in this role. Files go with the applicant’s data, writing with reading",
            ),
            ParticipationRefusal::NoSuchParticipant => {
                Text::fixed("Такого участника нет", "There is no such participant")
            }
            ParticipationRefusal::TooManyParticipants => Text::fixed(
                "Участников уже столько, сколько может быть",
                "There are as many participants as there may be",
            ),
            ParticipationRefusal::TooManyInvitations => Text::fixed(
                "По этому обращению уже сделано столько приглашений, сколько может быть. Отозванные тоже считаются",
                "As many invitations were made for this appeal as there may be. Those that were taken back count, too",
            ),
            ParticipationRefusal::NoSuchTask => {
                Text::fixed("Такого поручения нет", "There is no such task")
            }
            ParticipationRefusal::TaskElsewhere => Text::fixed(
                "Поручение уже на другом шаге: обновите страницу",
                "The task is at another stage: reload the page",
            ),
            ParticipationRefusal::TooManyTasks => Text::fixed(
                "Поручений уже столько, сколько может быть",
                "There are as many tasks as there may be",
            ),
            ParticipationRefusal::Ended => {
                Text::fixed("Обращение завершено", "The appeal is ended")
            }
            ParticipationRefusal::EditingEnded => Text::fixed(
                "Обращение уже в работе, изменить текст нельзя: напишите дополнение",
                "The appeal is being processed and its text stands: write an addition",
            ),
            ParticipationRefusal::NoSuchFile => Text::fixed(
                "Такого файла в обращении нет",
                "The appeal has no such file",
            ),
            ParticipationRefusal::NoSuchVersion => {
                Text::fixed("Такой версии нет", "There is no such version")
            }
            ParticipationRefusal::TooManyVersions => Text::fixed(
                "Версий уже столько, сколько может быть",
                "There are as many versions as there may be",
            ),
            ParticipationRefusal::NoSuchText => Text::fixed(
                "Такой записи в журнале нет",
                "There is no such entry in the journal",
            ),
            ParticipationRefusal::NoSuchMark => {
                Text::fixed("Такой отметки нет", "There is no such mark")
            }
            ParticipationRefusal::MarkedAlready => {
                Text::fixed("Эта запись уже отмечена", "This entry is marked already")
            }
            ParticipationRefusal::ContestedAlready => Text::fixed(
                "По этой отметке уже есть жалоба или решение",
                "This mark was contested or decided on already",
            ),
            ParticipationRefusal::OwnDecision => Text::fixed(
                "Жалобу на ваше решение рассматривает другой руководитель",
                "A complaint about your decision is for another supervisor",
            ),
        }
    }
}
