package io.enrollment.testkit;

import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.ZoneId;

/** People whom every plan of a scene may write to, text and call. */
final class SceneSubjects {

    private SceneSubjects() {}

    /**
     * Somebody in Toronto who consented a day before the scene begins.
     *
     * @param number tells their telephone from those of others, by its last four digits
     */
    static Subject.Builder consenting(SubjectId id, int number) {
        Consent.Builder consent = Consent.builder();
        consent.kind(ConsentKind.EXPRESS)
                .at(EngineScene.START.minusSeconds(86_400))
                .evidence("form 7");
        Subject.Builder somebody = Subject.person(id.value())
                .email(id + "@example.com")
                .phone("+1416555" + String.format("%04d", (100 + number) % 10_000));
        somebody.firstName("Ann")
                .country("CA")
                .region("ON")
                .zone(ZoneId.of("America/Toronto"))
                .addConsent(consent.build());
        return somebody;
    }
}
