package io.privyseal.conformance.acme;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * An authoritative DNS server for {@code test.} on loopback, by UDP and TCP. Every name is this host's; TXT records are
 * empty files, {@code name/value} below a directory, so that the hooks of any client can add them.
 */
final class TestZone implements AutoCloseable {
    private static final Name ORIGIN = Name.fromConstantString("test.");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int LONGEST_MESSAGE = 65_535;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final long TTL = 1;

    private final Path records;
    private final ServerSocket tcp;
    private final DatagramSocket udp;

    TestZone(Path records) throws IOException {
        this.records = Files.createDirectories(records);
        this.tcp = new ServerSocket(0, 50, LOOPBACK);
        this.udp = new DatagramSocket(new InetSocketAddress(LOOPBACK, tcp.getLocalPort()));
        Thread.ofPlatform().daemon().name("dns-tcp").start(this::serveTcp);
        Thread.ofPlatform().daemon().name("dns-udp").start(this::serveUdp);
    }

    /** As {@code PRIVYSEAL_DNS_SERVERS} takes it. */
    String address() {
        return "127.0.0.1:" + tcp.getLocalPort();
    }

    Path records() {
        return records;
    }

    private void serveUdp() {
        byte[] buffer = new byte[LONGEST_MESSAGE];
        while (!udp.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                udp.receive(query);
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, query.getLength())))
                        .toWire();
                udp.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (IOException _) {
                // Closed, or no DNS message: the next one counts.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket connection = tcp.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                // Closed, or the client has gone.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                byte[] answer = answer(new Message(in.readNBytes(in.readUnsignedShort())))
                        .toWire();
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException _) {
            // The client has closed the connection: it has all that it asked for.
        }
    }

    private Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        if (!question.getName().subdomain(ORIGIN)) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return answer;
        }
        answer.getHeader().setFlag(Flags.AA);
        List<? extends Record> found = find(question.getName(), question.getType());
        found.forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (found.isEmpty()) {
            answer.addRecord(start(), Section.AUTHORITY);
        }
        return answer;
    }

    private List<? extends Record> find(Name name, int type) {
        return switch (type) {
            case Type.A -> List.of(new ARecord(name, DClass.IN, TTL, LOOPBACK));
            case Type.TXT ->
                values(name).stream()
                        .map(value -> new TXTRecord(name, DClass.IN, TTL, value))
                        .toList();
            case Type.SOA -> name.equals(ORIGIN) ? List.of(start()) : List.of();
            case Type.NS -> name.equals(ORIGIN) ? List.of(new NSRecord(ORIGIN, DClass.IN, TTL, ORIGIN)) : List.of();
            default -> List.of();
        };
    }

    private List<String> values(Name name) {
        Path directory = records.resolve(name.toString(true).toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    private static SOARecord start() {
        return new SOARecord(ORIGIN, DClass.IN, TTL, ORIGIN, ORIGIN, 1, TTL, TTL, TTL, TTL);
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
