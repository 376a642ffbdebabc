/**
 * The append-only, hash-chained record, written in the deciding transaction; used by every use case.
 *
 * <p>Plain JDBC on purpose: a transaction's entries cost two statements (advance the lane, insert the batch), where
 * entities would add their own sequence calls and a flush in the same phase of the commit; and the verification reads
 * the very same columns without a running server.
 */
@NullMarked
package io.privyseal.audit;

import org.jspecify.annotations.NullMarked;
