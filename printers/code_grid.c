#include "printers/code_grid.h"

#include <qrencode.h>
#include <stddef.h>

bool code_grid_init(struct code_grid *grid, const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

    *grid = (struct code_grid){ .modules = code ? code->width : 0, .code = code };
    return code != NULL;
}

int code_grid_run(const struct code_grid *grid, int column, int row)
{
    const QRcode *code = grid->code;
    int run = 0;

    while (column + run < grid->modules && code->data[row * grid->modules + column + run] & 1)
        run++;
    return run;
}

void code_grid_finish(struct code_grid *grid)
{
    QRcode_free(grid->code);
    *grid = (struct code_grid){ 0 };
}
