/** The audit trail by REST: ours, in the contract's conventions. */
@NullMarked
package io.privyseal.rest.audit;

import org.jspecify.annotations.NullMarked;
