package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.json.CaptureJson;
import io.enrollment.report.Capture;
import io.enrollment.report.ReplayReport;
import io.enrollment.subject.OrganizationId;

/** Every enrollment of a scene, captured, written, read and decided again, is decided as it was; of an erased one nothing is left. */
final class EngineReplays {

    private EngineReplays() {}

    static void check(EngineScene scene) {
        for (OrganizationId organization : EngineScene.ORGANIZATIONS) {
            Enrollments door = scene.engines.get(0).enrollments(organization);
            StoreInvariants.everyEnrollment(scene.store.reader(), organization).forEach(state -> look(door, state));
        }
    }

    private static void look(Enrollments door, Enrollment state) {
        Capture capture = door.captures().capture(state.id());
        assertThat(capture.state()).isEqualTo(state);
        if (state.subjectName().isEmpty()) {
            assertThat(capture.decisions()).as("recorded of an erased subject").isEmpty();
            return;
        }
        Capture read = CaptureJson.read(CaptureJson.write(capture));
        assertThat(read).isEqualTo(capture);
        same(door, read);
        same(door, CaptureJson.read(CaptureJson.write(CaptureJson.masked(capture))));
    }

    private static void same(Enrollments door, Capture capture) {
        ReplayReport report = door.captures().replay(capture);
        assertThat(report.differences())
                .as("replay of %s", capture.state().id())
                .isEmpty();
        assertThat(report.replayed())
                .isEqualTo(report.entries())
                .isEqualTo(capture.state().nextSeq() - 1);
    }
}
