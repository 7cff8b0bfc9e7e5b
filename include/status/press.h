/* Presses of mouse or finger as characters of a private plane of Unicode, which nobody types. */
#ifndef STATUS_PRESS_H
#define STATUS_PRESS_H

enum { STATUS_PRESS_ROW = 0xF0000 /* and the row */, STATUS_PRESS_WINDOW = 0xF1000 /* and the window's number */ };

#endif
