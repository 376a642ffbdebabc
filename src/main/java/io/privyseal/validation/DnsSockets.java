package io.privyseal.validation;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Carries DNS messages of one look-up: blocks the caller, opens a socket of its own for each message, and is done by a
 * deadline. The library's own sockets live on in a background thread instead.
 */
final class DnsSockets implements IoClientFactory, UdpIoClient, TcpIoClient {
    private static final int SMALLEST_BUFFER = 4096;
    private static final int ID_LENGTH = 2;

    private final Deadline deadline;

    DnsSockets(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            @Nullable InetSocketAddress local,
            InetSocketAddress server,
            Message query,
            byte[] data,
            int longest,
            Duration timeout) {
        try {
            return CompletableFuture.completedFuture(overUdp(server, data, longest, deadline.orIn(timeout)));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            @Nullable InetSocketAddress local, InetSocketAddress server, Message query, byte[] data, Duration timeout) {
        try {
            return CompletableFuture.completedFuture(overTcp(server, data, deadline.orIn(timeout)));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static byte[] overUdp(InetSocketAddress server, byte[] query, int longest, Deadline deadline)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            // RFC 5452 §4.2, §9.1: a port that the system chooses at random, and nobody's answer but the server's.
            socket.connect(server);
            socket.send(new DatagramPacket(query, query.length));
            byte[] buffer = new byte[Math.max(longest, SMALLEST_BUFFER)];
            while (true) {
                requireTime(deadline);
                socket.setSoTimeout(deadline.socketTimeout());
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                // RFC 5452 §9.1: an answer to another question is not the end of this one.
                if (packet.getLength() >= ID_LENGTH && Arrays.equals(buffer, 0, ID_LENGTH, query, 0, ID_LENGTH)) {
                    return Arrays.copyOf(buffer, packet.getLength());
                }
            }
        }
    }

    private static byte[] overTcp(InetSocketAddress server, byte[] query, Deadline deadline) throws IOException {
        requireTime(deadline);
        try (Socket socket = new Socket()) {
            socket.connect(server, deadline.socketTimeout());
            // RFC 7766 §8: length and message in one segment.
            byte[] framed = ByteBuffer.allocate(2 + query.length)
                    .putShort((short) query.length)
                    .put(query)
                    .array();
            socket.getOutputStream().write(framed);
            int length = Short.toUnsignedInt(
                    ByteBuffer.wrap(read(socket, 2, deadline)).getShort());
            return read(socket, length, deadline);
        }
    }

    private static byte[] read(Socket socket, int length, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length) {
            requireTime(deadline);
            socket.setSoTimeout(deadline.socketTimeout());
            int more = in.read(bytes, read, length - read);
            if (more < 0) {
                throw new EOFException("the server closed the connection");
            }
            read += more;
        }
        return bytes;
    }

    private static void requireTime(Deadline deadline) throws SocketTimeoutException {
        if (deadline.hasPassed()) {
            throw new SocketTimeoutException("no answer in time");
        }
    }
}
