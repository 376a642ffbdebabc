/** The contract's ACME group: accounts to which clients bind themselves, and the servers where they do. */
@NullMarked
package io.privyseal.rest.acme;

import org.jspecify.annotations.NullMarked;
