package io.enrollment.examples.killtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** What lies in the drops of a quickstart: plan, subject and step of every accepted message, as often as it was accepted. */
final class AcceptedMessages {

    private static final JsonFactory JSON = new JsonFactory();

    private AcceptedMessages() {}

    /** Sorted; generated ids, which differ from run to run, are left out. */
    static List<String> in(Path data) throws IOException, MessagingException {
        List<String> messages = new ArrayList<>();
        for (Path mail : files(data.resolve("mail"), ".eml")) {
            messages.add(mail(mail));
        }
        for (Path text : files(data.resolve("texts"), ".json")) {
            messages.add(text(text));
        }
        messages.sort(null);
        return messages;
    }

    /** How many files lie in the drops by now. */
    static int count(Path data) {
        try {
            return files(data.resolve("mail"), ".eml").size()
                    + files(data.resolve("texts"), ".json").size();
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String mail(Path file) throws IOException, MessagingException {
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), in);
            return "EMAIL " + mail.getHeader("X-Enrollment-Plan", null) + " "
                    + mail.getHeader("X-Enrollment-Subject", null) + " "
                    + mail.getHeader("X-Enrollment-Step", null);
        }
    }

    private static String text(Path file) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(file.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    members.put(json.currentName(), json.getText());
                }
            }
        }
        return "TEXT " + members.get("plan") + " " + members.get("subject") + " " + members.get("step");
    }
}
