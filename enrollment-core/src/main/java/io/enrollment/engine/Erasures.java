package io.enrollment.engine;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.internal.Require;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Recognizes those who were erased, by keyed hashes; without a key nobody can be erased and nobody is. Thread-safe. */
final class Erasures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 16;

    private final Optional<SecretKeySpec> key;

    private Erasures(Optional<SecretKeySpec> key) {
        this.key = key;
    }

    static Erasures without() {
        return new Erasures(Optional.empty());
    }

    /** With a key of at least 16 bytes, which must stay the same for good. */
    static Erasures by(byte[] secret) {
        Require.that(secret.length >= SHORTEST, "erasure key", secret.length + " bytes", "have at least 16 bytes");
        return new Erasures(Optional.of(new SecretKeySpec(secret, ALGORITHM)));
    }

    boolean possible() {
        return key.isPresent();
    }

    /** A keyed hash: 64 hexadecimal digits. */
    String hash(String text) {
        SecretKeySpec secret =
                key.orElseThrow(() -> new IllegalArgumentException("erasing subjects needs an erasure key"));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** What a subject is recognized by: its id, and the addresses at which it can be reached. */
    List<String> hashes(SubjectId id, Optional<Subject> subject) {
        List<String> hashes = new ArrayList<>();
        hashes.add(hash("id:" + id.value()));
        subject.map(ContactAssessment::of).ifPresent(contacts -> {
            contacts.email().address().ifPresent(email -> hashes.add(hash("email:" + email.toLowerCase(Locale.ROOT))));
            contacts.text()
                    .address()
                    .or(() -> contacts.call().address())
                    .ifPresent(phone -> hashes.add(hash("phone:" + phone)));
        });
        return hashes;
    }

    /** These subjects, those that were erased before as deleted ones, so that every check refuses them. */
    List<Subject> marked(EnrollmentStore store, OrganizationId organization, Collection<Subject> subjects) {
        if (!possible() || subjects.isEmpty()) {
            return List.copyOf(subjects);
        }
        Map<SubjectId, List<String>> hashes = new HashMap<>();
        subjects.forEach(subject -> hashes.put(subject.id(), hashes(subject.id(), Optional.of(subject))));
        Set<String> known = store.erasures()
                .erased(
                        organization,
                        hashes.values().stream().flatMap(List::stream).toList());
        return subjects.stream()
                .map(subject ->
                        hashes.getOrDefault(subject.id(), List.of()).stream().anyMatch(known::contains)
                                ? deleted(subject)
                                : subject)
                .toList();
    }

    private static Subject deleted(Subject subject) {
        Subject.Builder builder = Subject.builder();
        return builder.from(subject).deletedAt(Instant.EPOCH).build();
    }
}
