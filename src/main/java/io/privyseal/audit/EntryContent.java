package io.privyseal.audit;

import io.privyseal.platform.CustomerId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says, wherever it stands: the columns as they are stored and hashed.
 *
 * @param actorKind text and not {@link Actor.Kind}, so that a tampered row can be read and reported
 * @param before canonical JSON object, see {@link ChangedValues}
 * @param after canonical JSON object, see {@link ChangedValues}
 */
record EntryContent(
        Instant occurredAt,
        @Nullable Long customerId,
        String actorKind,
        String actorName,
        @Nullable Long administratorId,
        @Nullable String actorAddress,
        String action,
        String objectType,
        String objectId,
        String before,
        String after) {
    /** The event in the form that both databases give back unchanged. */
    static EntryContent of(AuditEvent event, Instant now) {
        CustomerId customer = event.customer();
        Actor actor = event.actor();
        String address = actor.address();
        return new EntryContent(
                now.truncatedTo(ChronoUnit.MICROS),
                customer == null ? null : customer.value(),
                actor.kind().name(),
                StorableText.of(actor.name(), 320),
                actor.administratorId(),
                address == null ? null : StorableText.of(address, 100),
                StorableText.of(event.action(), 100),
                StorableText.of(event.objectType(), 100),
                StorableText.of(event.objectId(), 400),
                ChangedValues.write(event.before()),
                ChangedValues.write(event.after()));
    }

    /** Every field in a fixed order, each with its length or a mark that it is absent: no two contents look alike. */
    void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(Math.addExact(
                Math.multiplyExact(occurredAt.getEpochSecond(), 1_000_000L), occurredAt.getNano() / 1_000));
        write(out, customerId);
        write(out, actorKind);
        write(out, actorName);
        write(out, administratorId);
        write(out, actorAddress);
        write(out, action);
        write(out, objectType);
        write(out, objectId);
        write(out, before);
        write(out, after);
    }

    /** The hash of this content at one place of one lane. */
    ChainHash hashAt(long lane, long sequence, ChainHash previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("privyseal audit entry 1");
            out.writeLong(lane);
            out.writeLong(sequence);
            byte[] link = previous.bytes();
            out.writeInt(link.length);
            out.write(link);
            writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return ChainHash.over(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, @Nullable Long number) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeLong(number);
        }
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
