/* Pages that only say something: the answer is awaited, there is no number, whom to ask. */
#include "kiosk/kiosk_hours.h"
#include "kiosk/kiosk_parts.h"

#include <stdio.h>
#include <string.h>

enum { SLOW_MS = 2000 };

void page_taking_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    bool waits_for_other = kiosk->take.next != NULL, slow = kiosk->now_ms - kiosk->take.begun_ms >= SLOW_MS || (!kiosk->take.under_way && kiosk->take.tries > 0);
    char text[PART_TEXT];

    part_foot(sheet);
    if (!slow && !waits_for_other) {
        part_message(sheet, ROLE_NORMAL, _("One moment"), _("Your number is being taken."), "");
        return;
    }
    snprintf(text, sizeof text, _("The number system does not answer yet. We go on asking for you (try %d); you will get one number, never two."), kiosk->take.tries);
    part_message(sheet, ROLE_WARNING, _("Please wait"), text,
                 _("If you do not want to wait, press 0 and ask a member of staff: then no number is taken here."));
}

/* When numbers are given again today. */
static void hours_text(char text[static PART_TEXT], const struct kiosk *kiosk)
{
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk->refused_service);
    int next = service && kiosk->minute >= 0 ? kiosk_hours_next(service->sessions, kiosk->minute) : -1;

    text[0] = '\0';
    if (!service)
        return;
    if (next >= 0 && strcmp(service->state, "full") != 0)
        snprintf(text, PART_TEXT, _("%s: numbers are given again from %02d:%02d."), part_name(&service->name), next / 60, next % 60);
    else if (*service->sessions)
        snprintf(text, PART_TEXT, _("%s is open %s."), part_name(&service->name), service->sessions);
}

void page_refused_draw(struct sheet *sheet)
{
    char hours[PART_TEXT];
    const struct kiosk *kiosk = sheet->kiosk;

    part_foot(sheet);
    hours_text(hours, kiosk);
    part_message(sheet, ROLE_WARNING, _(kiosk->refused_title), kiosk->refused[kiosk->language], hours);
}

void page_help_draw(struct sheet *sheet)
{
    part_foot(sheet);
    bool rung = sheet->kiosk->help == KIOSK_HELP_RUNG;
    part_message(sheet, rung ? ROLE_GOOD : ROLE_NORMAL, _("Help"),
                 rung ? _("The staff has been told. Somebody is coming: please wait here.") : _("Please go to the guide's desk at the entrance, or speak to any member of staff."),
                 _("They take a number for you, see to priority, print a lost ticket again, and tell you what to bring."));
}
