/** The append-only, hash-chained record, written in the deciding transaction; used by every use case. */
@NullMarked
package io.privyseal.audit;

import org.jspecify.annotations.NullMarked;
