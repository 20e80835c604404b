package io.enrollment.examples.delivery;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Email by SMTP. A message counts as accepted once the server took it and its copy lies in the drop; {@link #lookup} reads
 * the drop, so that a message whose outcome was lost in a crash is recognized and not sent again. Thread-safe.
 */
public final class SmtpChannel implements Channel, AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Session session;
    private final Drop drop;
    private final MimeMessages messages;
    private final BlockingQueue<Transport> idle = new LinkedBlockingQueue<>();
    private final SharedSends sends = new SharedSends();
    private final ExecutorService senders;

    private SmtpChannel(Session session, Drop drop, MimeMessages messages) {
        this.session = session;
        this.drop = drop;
        this.messages = messages;
        this.senders = Executors.newFixedThreadPool(CONNECTIONS, task -> {
            Thread thread = new Thread(task, "smtp");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A channel to a server.
     *
     * @param from the sender's address
     */
    public static SmtpChannel to(String host, int port, String from, Drop drop) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", String.valueOf(port));
        properties.setProperty("mail.smtp.connectiontimeout", String.valueOf(TIMEOUT_MILLIS));
        properties.setProperty("mail.smtp.timeout", String.valueOf(TIMEOUT_MILLIS));
        properties.setProperty("mail.smtp.writetimeout", String.valueOf(TIMEOUT_MILLIS));
        properties.setProperty("mail.mime.allowutf8", "true");
        Session session = Session.getInstance(properties);
        return new SmtpChannel(session, drop, new MimeMessages(session, from));
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        return sends.send(message.key(), () -> CompletableFuture.supplyAsync(() -> handOff(message), senders));
    }

    @Override
    public boolean canLookup() {
        return true;
    }

    @Override
    public Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        return drop.find(key)
                .map(file -> new Outcome.Accepted(file.getFileName().toString()));
    }

    @Override
    public int concurrency() {
        return CONNECTIONS;
    }

    @Override
    public void close() {
        senders.shutdown();
        try {
            senders.awaitTermination(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Transport transport = idle.poll(); transport != null; transport = idle.poll()) {
            closeQuietly(transport);
        }
    }

    private Outcome handOff(OutboundMessage message) {
        MimeMessage mail;
        Transport transport;
        try {
            mail = messages.of(message);
            transport = connected();
        } catch (MessagingException | IOException e) {
            throw new NotHandedOffException("no connection to the mail server, or no message to send", e);
        }
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            idle.add(transport);
        } catch (MessagingException e) {
            closeQuietly(transport);
            return SmtpAnswers.outcome(e);
        }
        return new Outcome.Accepted(
                drop.accept(message.key(), bytes(mail)).getFileName().toString());
    }

    private Transport connected() throws MessagingException {
        Transport transport = idle.poll();
        if (transport != null && transport.isConnected()) {
            return transport;
        }
        Transport fresh = session.getTransport("smtp");
        fresh.connect();
        return fresh;
    }

    private static byte[] bytes(MimeMessage mail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            mail.writeTo(bytes);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("a message that was sent cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void closeQuietly(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException ignored) {
            // the connection is given up either way
        }
    }
}
