/** Clock, randomness, refusals, DER, paging, transactions, jobs; knows no feature and may be used by all. */
@NullMarked
package io.privyseal.platform;

import org.jspecify.annotations.NullMarked;
