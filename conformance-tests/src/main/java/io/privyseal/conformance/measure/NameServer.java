package io.privyseal.conformance.measure;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * Says of every name that it is at 127.0.0.1 (RFC 1035), so that a measurement can prove names that nobody has: the same
 * for every server, and no entry in anybody's hosts file.
 */
final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int LARGEST = 512;
    private static final int TYPE_A = 1;

    /** The question's name, A, IN, a minute, 127.0.0.1. */
    private static final byte[] ADDRESS = {(byte) 0xC0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1};

    private final DatagramSocket socket;

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    /** At a port of this host, or at any free one for 0. */
    static NameServer open(int port) throws IOException {
        NameServer server =
                new NameServer(new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port)));
        Thread.ofPlatform().daemon().name("names").start(server::serve);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                int end = endOfQuestion(buffer, question.getLength());
                if (end > 0) {
                    byte[] answer = answer(buffer, end);
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException _) {
                // Closed, at the end of the measurement.
            }
        }
    }

    private static int endOfQuestion(byte[] packet, int length) {
        int at = HEADER;
        while (at < length && packet[at] != 0) {
            at += 1 + (packet[at] & 0xFF);
        }
        int end = at + 5;
        return end <= length ? end : -1;
    }

    private static byte[] answer(byte[] question, int end) {
        boolean isForAddress = question[end - 4] == 0 && question[end - 3] == TYPE_A;
        byte[] answer = Arrays.copyOf(question, isForAddress ? end + ADDRESS.length : end);
        // A response, authoritative, with recursion as asked for; one question, at most one answer, nothing else.
        answer[2] = (byte) (0x84 | (question[2] & 0x01));
        answer[3] = (byte) 0x80;
        Arrays.fill(answer, 4, HEADER, (byte) 0);
        answer[5] = 1;
        if (isForAddress) {
            answer[7] = 1;
            System.arraycopy(ADDRESS, 0, answer, end, ADDRESS.length);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
