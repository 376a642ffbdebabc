package io.privyseal.validation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A DNS server on loopback, by UDP and TCP, whose every answer a test decides. */
final class FakeDns implements AutoCloseable {
    /** How a server answers one query. */
    interface Answer {
        /** @return null for no answer at all */
        @Nullable
        Message to(Message query, boolean tcp);
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final ConcurrentHashMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicInteger> queries = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger tcpClosed = new AtomicInteger();
    private final AtomicInteger tcpQueries = new AtomicInteger();

    FakeDns() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try {
            ServerSocket listener = new ServerSocket(0, 50, loopback);
            DatagramSocket socket = null;
            while (socket == null) {
                try {
                    socket = new DatagramSocket(listener.getLocalPort(), loopback);
                } catch (BindException _) {
                    // Somebody has the same port for UDP.
                    listener.close();
                    listener = new ServerSocket(0, 50, loopback);
                }
            }
            tcp = listener;
            udp = socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
    }

    FakeDns on(String name, int type, Answer answer) {
        answers.put(key(name(name), type), answer);
        return this;
    }

    /** Addresses of either kind; each look-up of a kind gets those that the function has for its number. */
    FakeDns host(String name, IntFunction<List<String>> addresses) {
        on(name, Type.A, (query, _) -> answer(query, addresses(name, addresses.apply(count(name, Type.A)), false)));
        return on(
                name,
                Type.AAAA,
                (query, _) -> answer(query, addresses(name, addresses.apply(count(name, Type.AAAA)), true)));
    }

    FakeDns host(String name, String... addresses) {
        return host(name, _ -> List.of(addresses));
    }

    FakeDns txt(String name, String... texts) {
        return on(
                name,
                Type.TXT,
                (query, _) -> answer(
                        query,
                        Arrays.stream(texts).map(text -> txtRecord(name, text)).toList()));
    }

    /** How often a question was asked. */
    int count(String name, int type) {
        AtomicInteger count = queries.get(key(name(name), type));
        return count == null ? 0 : count.get();
    }

    int tcpQueries() {
        return tcpQueries.get();
    }

    int tcpClosed() {
        return tcpClosed.get();
    }

    static Message answer(Message query, List<Record> records) {
        Message answer = empty(query, Rcode.NOERROR);
        records.forEach(record -> answer.addRecord(record, Section.ANSWER));
        return answer;
    }

    static Message empty(Message query, int rcode) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    static Message truncated(Message query) {
        Message answer = empty(query, Rcode.NOERROR);
        answer.getHeader().setFlag(Flags.TC);
        return answer;
    }

    static Record txtRecord(String name, String... strings) {
        return new TXTRecord(name(name), DClass.IN, 0, List.of(strings));
    }

    static Record alias(String name, String target) {
        return new CNAMERecord(name(name), DClass.IN, 0, name(target));
    }

    static Name name(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Record> addresses(String name, List<String> literals, boolean six) {
        List<Record> records = new ArrayList<>();
        for (String literal : literals) {
            InetAddress address = InetAddress.ofLiteral(literal);
            if (six && literal.indexOf(':') >= 0) {
                records.add(new AAAARecord(name(name), DClass.IN, 0, address));
            }
            if (!six && literal.indexOf(':') < 0) {
                records.add(new ARecord(name(name), DClass.IN, 0, address));
            }
        }
        return records;
    }

    private static String key(Name name, int type) {
        return name + "/" + Type.string(type);
    }

    private @Nullable Message respond(Message query, boolean overTcp) {
        Record question = query.getQuestion();
        String key = key(question.getName(), question.getType());
        queries.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
        Answer answer = answers.get(key);
        return answer == null ? empty(query, Rcode.NXDOMAIN) : answer.to(query, overTcp);
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                Message answer = respond(new Message(Arrays.copyOf(buffer, packet.getLength())), false);
                if (answer != null) {
                    byte[] wire = answer.toWire();
                    udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] query = new byte[in.readUnsignedShort()];
            in.readFully(query);
            tcpQueries.incrementAndGet();
            Message answer = respond(new Message(query), true);
            if (answer != null) {
                byte[] wire = answer.toWire();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(wire.length);
                out.write(wire);
                out.flush();
            }
            if (in.read() < 0) {
                tcpClosed.incrementAndGet();
            }
        } catch (IOException _) {
            // closed
        }
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
