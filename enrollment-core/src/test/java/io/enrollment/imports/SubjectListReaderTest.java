package io.enrollment.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the columns mean, and what a lenient reader does. */
class SubjectListReaderTest {

    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

    @TempDir
    private Path folder;

    @Test
    void every_column_has_its_meaning() {
        Subject subject = one("""
                id,type,firstName,lastName,name,email,emailState,phone,phoneState,country,region,timeZone,locale,deletedAt,optOutAll,vin
                7,company,Ann,Lee,Lee Inc.,a@example.com,bounced,+14165550100,Deactivated,ca,CA-ON,America/Toronto,fr_CA,2026-01-31,2026-02-01T10:00:00+01:00,=1+1
                """);
        assertThat(subject.id()).isEqualTo(SubjectId.of("7"));
        assertThat(subject.type()).isEqualTo(SubjectType.COMPANY);
        assertThat(subject.displayName()).isEqualTo("Lee Inc.");
        assertThat(subject.contactPoints(ContactKind.EMAIL).get(0).value()).isEqualTo("a@example.com");
        assertThat(subject.contactPoints(ContactKind.EMAIL).get(0).state()).isEqualTo(ContactState.BOUNCED);
        assertThat(subject.contactPoints(ContactKind.PHONE).get(0).state()).isEqualTo(ContactState.DEACTIVATED);
        assertThat(subject.country()).contains("CA");
        assertThat(subject.region()).contains("ON");
        assertThat(subject.zone()).contains(TORONTO);
        assertThat(subject.locale()).contains(Locale.CANADA_FRENCH);
        assertThat(subject.deletedAt()).contains(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(subject.optOuts().get(0).at()).isEqualTo(Instant.parse("2026-02-01T09:00:00Z"));
        assertThat(subject.attributes()).containsOnlyKeys("vin").containsValue(AttributeValue.of("=1+1"));
    }

    @Test
    void an_empty_cell_is_absent() {
        Subject subject = one("id,firstName,email,emailState,phone,country,vin,optOutAll\n1,,,OK,\"\",,,no\n");
        assertThat(subject.firstName()).isEmpty();
        assertThat(subject.contactPoints()).isEmpty();
        assertThat(subject.country()).isEmpty();
        assertThat(subject.attributes()).isEmpty();
        assertThat(subject.optOuts()).isEmpty();
    }

    @Test
    void quotes_commas_and_line_breaks_within_a_cell_are_kept() {
        List<Subject> subjects =
                read("id,note\r\n1,\"a \"\"b\"\", c\r\nd\"\r\n2,5\" pipe\r\n").subjects();
        assertThat(subjects.get(0).attributes()).containsEntry("note", AttributeValue.of("a \"b\", c\r\nd"));
        assertThat(subjects.get(1).attributes()).containsEntry("note", AttributeValue.of("5\" pipe"));
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertThat(one("\uFEFFid\n1\n").id().value()).isEqualTo("1");
    }

    @Test
    void a_header_alone_is_a_list_of_nobody() {
        assertThat(read("id,email\n").subjects()).isEmpty();
    }

    @Test
    void json_lines_mean_the_same_as_csv() {
        Subject csv = one("id,email,optOutAll,vin\n1,a@example.com,true,x\n");
        Subject json = read("""
                {"id":1,"email":"a@example.com","emailState":null,"optOutAll":true,"vin":"x"}

                """, "s.jsonl").subjects().get(0);
        assertThat(json).isEqualTo(csv);
    }

    @Test
    void json_attributes_keep_their_types() {
        Subject subject = read("{\"id\":\"1\",\"n\":12.50,\"b\":true,\"l\":[\"x\",\"y\"]}", "s.jsonl")
                .subjects()
                .get(0);
        assertThat(subject.attributes())
                .containsEntry("n", AttributeValue.of(new BigDecimal("12.5")))
                .containsEntry("b", AttributeValue.of(true))
                .containsEntry("l", AttributeValue.ofTexts(List.of("x", "y")));
    }

    @Test
    void the_order_of_the_file_is_kept() {
        assertThat(read("id\nc\na\nb\n").subjects())
                .extracting(s -> s.id().value())
                .containsExactly("c", "a", "b");
    }

    @Test
    void a_lenient_reader_passes_over_bad_rows_and_counts_them() {
        SubjectList list = new SubjectListReader(TORONTO, true)
                .read(
                        file("s.csv", "id,timeZone\n1,UTC\n2,Mars/Base\n1,UTC\n3\n4,\n"),
                        Optional.empty(),
                        Optional.empty());
        assertThat(list.subjects()).extracting(s -> s.id().value()).containsExactly("1", "4");
        assertThat(list.skipped().count()).isEqualTo(3);
        assertThat(list.skipped().first()).extracting(InputException::line).containsExactly(3L, 4L, 5L);
    }

    @Test
    void a_column_that_looks_like_a_known_one_is_noted() {
        assertThat(read("id,E-Mail\n1,a@example.com\n").notes())
                .singleElement()
                .asString()
                .contains("\"E-Mail\"", "\"email\"");
    }

    @Test
    void consents_and_history_join_their_subjects_and_strangers_are_counted() {
        SubjectList list = new SubjectListReader(TORONTO, false)
                .read(
                        file("s.csv", "id\n1\n2\n"),
                        Optional.of(file("c.csv", """
                                subject,kind,channel,topic,at,endsAt,optIn,evidence
                                1,express,EMAIL,news,2026-01-15,2026-03-01,false,form 7
                                1,WITHDRAWAL,,,2026-01-16T08:00,,,
                                9,PURCHASE,,,2026-01-01,,,
                                """)),
                        Optional.of(
                                file("h.csv", "subject,plan,eventKey,status,at\n2,sale,,In Progress,2026-02-20\n")));
        assertThat(list.strangers()).isEqualTo(1);
        assertThat(list.subjects().get(0).consents()).hasSize(2).first().satisfies(consent -> {
            assertThat(consent.kind()).isEqualTo(ConsentKind.EXPRESS);
            assertThat(consent.channel()).contains(ChannelKind.EMAIL);
            assertThat(consent.topic()).contains("news");
            assertThat(consent.at()).isEqualTo(Instant.parse("2026-01-15T05:00:00Z"));
            assertThat(consent.endsAt()).contains(Instant.parse("2026-03-01T05:00:00Z"));
            assertThat(consent.optIn()).isFalse();
            assertThat(consent.evidence()).contains("form 7");
        });
        assertThat(list.subjects().get(0).consents().get(1).at()).isEqualTo(Instant.parse("2026-01-16T13:00:00Z"));
        assertThat(list.history(SubjectId.of("1")).enrollments()).isEmpty();
        assertThat(list.history(SubjectId.of("2")).enrollments())
                .singleElement()
                .satisfies(past -> {
                    assertThat(past.plan()).isEqualTo(PlanId.of("sale"));
                    assertThat(past.status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
                    assertThat(past.enrolledAt()).isEqualTo(Instant.parse("2026-02-20T05:00:00Z"));
                });
    }

    private Subject one(String csv) {
        return read(csv).subjects().get(0);
    }

    private SubjectList read(String csv) {
        return read(csv, "s.csv");
    }

    private SubjectList read(String text, String name) {
        return new SubjectListReader(TORONTO, false).read(file(name, text), Optional.empty(), Optional.empty());
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
