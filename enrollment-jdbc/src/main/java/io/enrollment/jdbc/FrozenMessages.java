package io.enrollment.jdbc;

import io.enrollment.json.TextsJson;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.FrozenMessage;
import io.enrollment.spi.RenderedMessage;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The messages that are stored before they are handed off, one for an enrollment. Whoever writes them holds its row in the queue. */
final class FrozenMessages {

    private static final String FIND = """
            select message from enr_frozen
             where organization_id = ? and enrollment_id = ? and shard_key = ? and message_key = ?""";
    private static final String DELETE =
            "delete from enr_frozen where organization_id = ? and enrollment_id = ? and shard_key = ?";
    private static final String INSERT = """
            insert into enr_frozen (organization_id, enrollment_id, shard_key, message_key, message)
            values (?, ?, ?, ?, ?)""";

    private static final String ADDRESS = "address";
    private static final String SUBJECT = "subject";
    private static final String BODY = "body";
    private static final String HEADER = "header ";

    private FrozenMessages() {}

    /** Stores a message as it must be, and returns what is stored then. */
    static Optional<FrozenMessage> freeze(Sql sql, Freeze wanted, Object[] key) throws SQLException {
        if (wanted.message().isEmpty() || !wanted.replaces()) {
            Optional<FrozenMessage> stored = sql.first(
                    FIND,
                    row -> read(row.getString(1)),
                    key[0],
                    key[1],
                    key[2],
                    wanted.key().value());
            if (stored.isPresent() || wanted.message().isEmpty()) {
                return stored;
            }
        }
        sql.update(DELETE, key);
        sql.update(
                INSERT,
                key[0],
                key[1],
                key[2],
                wanted.key().value(),
                write(wanted.message().orElseThrow()));
        return wanted.message();
    }

    /** Removes the messages of enrollments, whether or not there are any; keys as in {@link Rows#key}. */
    static void thaw(Sql sql, List<Object[]> keys) throws SQLException {
        sql.batch(DELETE, keys);
    }

    private static String write(FrozenMessage message) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(ADDRESS, message.address());
        message.content().subjectLine().ifPresent(line -> texts.put(SUBJECT, line));
        texts.put(BODY, message.content().body());
        message.content().headers().forEach((name, value) -> texts.put(HEADER + name, value));
        return TextsJson.write(texts);
    }

    private static FrozenMessage read(String stored) {
        Map<String, String> texts = TextsJson.read(stored);
        Map<String, String> headers = new LinkedHashMap<>();
        texts.forEach((name, value) -> {
            if (name.startsWith(HEADER)) {
                headers.put(name.substring(HEADER.length()), value);
            }
        });
        RenderedMessage content = new RenderedMessage(
                Optional.ofNullable(texts.get(SUBJECT)), Objects.requireNonNull(texts.get(BODY)), headers);
        return new FrozenMessage(Objects.requireNonNull(texts.get(ADDRESS)), content);
    }
}
