package io.enrollment.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.IdempotencyKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropTest {

    @TempDir
    private Path folder;

    @Test
    void an_accepted_message_is_found_by_its_key_also_by_another_drop_on_the_folder() throws IOException {
        IdempotencyKey key = new IdempotencyKey("a/b:../c*?:1");
        Path file = Drop.in(folder, ".eml").accept(key, bytes("hello"));
        assertThat(file).hasContent("hello").hasParent(folder);
        assertThat(Drop.in(folder, ".eml").find(key)).contains(file);
        assertThat(Drop.in(folder, ".eml").find(new IdempotencyKey("a"))).isEmpty();
    }

    @Test
    void a_second_acceptance_of_a_key_is_kept_beside_the_first_and_counted() throws IOException {
        Drop drop = Drop.in(folder, ".eml");
        IdempotencyKey key = new IdempotencyKey("k");
        Path first = drop.accept(key, bytes("one"));
        drop.accept(key, bytes("two"));
        assertThat(first).hasContent("one");
        assertThat(drop.size()).isEqualTo(2);
        assertThat(drop.acceptedAgain()).isEqualTo(1);
    }

    @Test
    void keys_as_long_as_they_may_be_have_names_that_file_systems_take() throws IOException {
        Drop drop = Drop.in(folder, ".eml");
        IdempotencyKey a = new IdempotencyKey("%".repeat(255) + "a");
        IdempotencyKey b = new IdempotencyKey("%".repeat(255) + "b");
        drop.accept(a, bytes("a"));
        assertThat(drop.find(a)).isPresent();
        assertThat(drop.find(b)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
