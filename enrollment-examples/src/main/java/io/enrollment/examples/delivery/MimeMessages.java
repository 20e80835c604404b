package io.enrollment.examples.delivery;

import io.enrollment.spi.OutboundMessage;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes mail of messages. */
final class MimeMessages {

    private final Session session;
    private final String from;

    MimeMessages(Session session, String from) {
        this.session = session;
        this.from = from;
    }

    MimeMessage of(OutboundMessage message) throws MessagingException, IOException {
        MimeMessage mail = new KeyedMessage(session, message.key().value());
        mail.setFrom(new InternetAddress(from, oneLine(message.organization().name()), StandardCharsets.UTF_8.name()));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(ascii(message.address()), false));
        mail.setSubject(oneLine(message.content().subjectLine().orElse("")), StandardCharsets.UTF_8.name());
        mail.setText(message.content().body(), StandardCharsets.UTF_8.name());
        for (Map.Entry<String, String> header : message.content().headers().entrySet()) {
            mail.setHeader(header.getKey(), oneLine(header.getValue()));
        }
        mail.setHeader("X-Enrollment-Key", message.key().value());
        mail.setHeader("X-Enrollment-Plan", header(message.plan().value()));
        mail.setHeader("X-Enrollment-Subject", header(message.subject().value()));
        mail.setHeader("X-Enrollment-Step", header(message.step().key().value()));
        mail.saveChanges();
        return mail;
    }

    /** A domain in another script goes out in its ASCII form; the local part is ASCII already, which the checks see to. */
    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
    }

    /** A line break in a name must not begin a header of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static String header(String text) throws IOException {
        return MimeUtility.encodeText(oneLine(text), StandardCharsets.UTF_8.name(), "Q");
    }

    /** Carries its idempotency key as Message-ID, the same in every attempt. */
    private static final class KeyedMessage extends MimeMessage {

        private final String key;

        KeyedMessage(Session session, String key) {
            super(session);
            this.key = key;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + key.replaceAll("[^A-Za-z0-9._-]", ".") + "@enrollment.example>");
        }
    }
}
